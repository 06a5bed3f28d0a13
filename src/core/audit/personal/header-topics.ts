import { PERSONAL_KINDS, type PersonalKind } from './kinds.ts';

/** What a column's name says of it. The second group are special categories of the GDPR's Art. 9, and what PIPL's Art. 28 adds to them. */
export type Topic = PersonalTopic | SensitiveTopic;
export type PersonalTopic = 'name' | 'id' | 'phone' | 'email' | 'address' | 'birth' | 'bank' | 'passport' | 'gender' | 'network';
export type SensitiveTopic =
  | 'health'
  | 'religion'
  | 'biometric'
  | 'location'
  | 'minor'
  | 'race'
  | 'politics'
  | 'union'
  | 'sex-life'
  | 'genetic';

const list = (words: string): readonly string[] => words.split(', ');

/** Words as they stand in names of columns, lower case, in English and some neighbours; of several, all must follow one another. */
const WORDS: Readonly<Record<Topic, readonly string[]>> = {
  name: list(
    'first name, last name, full name, given name, family name, middle name, maiden name, surname, forename, firstname, lastname, fullname, user name, username, customer name, patient name, employee name, student name, contact name, person name, nom de famille, prénom, nachname, vorname, apellido, cognome',
  ),
  id: list(
    'ssn, social security, national id, national insurance, nino, nhs number, nhs no, tax id, tax number, steuer id, id card, id number, identity card, identity number, citizen id, resident id, personal number, personnummer, pesel, bsn, dni, nie, nir, hetu, codice fiscale, rijksregisternummer, driver license, driving licence, drivers license',
  ),
  phone: list(
    'phone, telephone, mobile, cell, cellphone, tel, fax, whatsapp, msisdn, telefon, handy, téléphone, teléfono, telefono, móvil, cellulare, telefoon',
  ),
  email: list('email, e mail, mail address, courriel, correo'),
  address: list(
    'address, street, home address, postal address, zip code, zipcode, postcode, postal code, adresse, strasse, dirección, indirizzo, plz',
  ),
  birth: list('birth, birthday, birthdate, date of birth, dob, geburtsdatum, date de naissance, fecha de nacimiento'),
  bank: list(
    'bank card, bank account, credit card, card number, card no, creditcard, iban, account number, kontonummer, pan, cc number, cc num',
  ),
  passport: list('passport, reisepass, pasaporte, passeport'),
  gender: list('gender, sex, geschlecht, sexe, sexo'),
  network: list('ip, ip address, ipaddress, mac address, device id, imei, cookie id, advertising id'),
  health: list(
    'health, disease, diagnosis, diagnoses, medical, medication, illness, patient, disability, hiv, icd, icd10, mental, pregnant, pregnancy, symptom, symptoms',
  ),
  religion: list('religion, religious, faith, church'),
  biometric: list('biometric, biometrics, fingerprint, face id, face embedding, voiceprint, iris scan, retina'),
  location: list('gps, geolocation, latitude, longitude, last location, home location, user location, whereabouts, trajectory'),
  minor: list('minor, child, child name, guardian, parental consent'),
  race: list('race, ethnicity, ethnic, racial, ethnic group'),
  politics: list('political, politics, party membership, political party, political opinion'),
  union: list('trade union, union member, union membership, labor union'),
  'sex-life': list('sexual orientation, sexual, sex life, sexuality'),
  genetic: list('genetic, genome, genotype, dna'),
};

/** Words of a language that is written without spaces: anywhere in the name. */
const CHINESE: Readonly<Record<Topic, readonly string[]>> = {
  name: list('姓名, 名字, 联系人, 用户名'),
  id: list('身份证, 证件号, 社保号, 税号, 驾驶证, 驾照, 社会信用代码'),
  phone: list('手机, 电话, 联系方式, 传真'),
  email: list('邮箱, 邮件, 电邮'),
  address: list('住址, 地址, 邮编'),
  birth: list('出生, 生日'),
  bank: list('银行卡, 卡号, 银行账号, 银行账户, 信用卡'),
  passport: list('护照'),
  gender: list('性别'),
  network: list('IP地址, 设备号, 设备标识'),
  health: list('病, 健康, 诊断, 医疗, 用药, 残疾, 孕'),
  religion: list('宗教, 信仰'),
  biometric: list('指纹, 人脸, 虹膜, 声纹, 生物识别'),
  location: list('行踪, 轨迹, 定位, 经度, 纬度'),
  minor: list('未成年, 监护人, 儿童'),
  race: list('种族, 民族'),
  politics: list('政治, 党派'),
  union: list('工会'),
  'sex-life': list('性取向, 性生活'),
  genetic: list('基因, 遗传'),
};

const TOPICS = Object.keys(WORDS) as readonly Topic[];
const SENSITIVE = new Set<string>(list('health, religion, biometric, location, minor, race, politics, union, sex-life, genetic'));

export const isSensitive = (topic: Topic): topic is SensitiveTopic => SENSITIVE.has(topic);

/** What a column's name says that it holds, the sensitive first. */
export function topicsOf(name: string): readonly Topic[] {
  const words = ` ${wordsOf(name)} `;
  const said = TOPICS.filter(
    (topic) =>
      NAME_ONLY(topic, words) ||
      WORDS[topic].some((word) => words.includes(` ${word} `)) ||
      CHINESE[topic].some((word) => name.includes(word)),
  );
  return [...said.filter(isSensitive), ...said.filter((topic) => !isSensitive(topic))];
}

/** «name» alone is a person's, with another word beside it mostly a thing's: «file name», «class name». */
const NAME_ONLY = (topic: Topic, words: string): boolean => topic === 'name' && words === ' name ';

/** «customerEmail», «customer_email» and «Customer e-mail» are all «customer email». */
const wordsOf = (name: string): string =>
  name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/e-mail/g, 'email')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => word.replace(/(?<=[a-z])\d+$/, ''))
    .join(' ');

/** Kinds of values that a column of such a name is expected to hold; of ids, all there are beside these. */
const OTHER_THAN_IDS = {
  phone: ['phone', 'cn-mobile'],
  email: ['email'],
  bank: ['card', 'iban'],
  network: ['ip'],
} as const satisfies Partial<Record<Topic, readonly PersonalKind[]>>;
const NO_IDS: ReadonlySet<PersonalKind> = new Set(Object.values(OTHER_THAN_IDS).flat());
const KINDS: Readonly<Partial<Record<Topic, readonly PersonalKind[]>>> = {
  ...OTHER_THAN_IDS,
  id: PERSONAL_KINDS.filter((kind) => !NO_IDS.has(kind)),
};

/** The kinds of values that a column of this name is expected to hold. */
export const kindsNamed = (name: string): ReadonlySet<PersonalKind> => new Set(topicsOf(name).flatMap((topic) => KINDS[topic] ?? []));
