import { FIX_PROBLEM_TEXTS } from '../fixes/fix-problem-texts.ts';
import { WATCH_TEXTS } from '../watch/watch-texts.ts';
import { COMMAND_PROBLEM_TEXTS } from './command-problem-texts.ts';
import { RESUME_TEXTS } from './resume-texts.ts';

/** The English text of every problem: where, what was found, what was expected, the way out.
 *  Codes are stable (scripts rely on them); texts may be improved. Grouped by the data's stops. */
export const PROBLEM_TEXTS = {
  unexpected:
    'Something went wrong that Trainscript did not foresee: {detail}. What was logged is kept; reload the page, and please report this text.',

  // Files of any kind
  'file-empty': '{file} is empty (0 bytes): drop a file that has data in it.',
  'file-unknown':
    '{file} starts with {found}, which is none of the kinds this page reads: drop IDX, CSV, JSON Lines or Parquet data (plain or .gz), or .pth/.safetensors weights.',
  'file-unreadable': '{file} could not be read: {detail}. If it changed or moved since it was dropped, drop it again.',
  'gzip-truncated':
    '{file} ends in the middle of its gzip data after {bytes} decompressed bytes: it was cut off on the way, so download it again.',
  'gzip-bomb':
    '{file} unpacks to more than {limit} bytes from {compressed}: it is refused. Unpack it yourself and drop the plain file if you trust it.',

  // The browser that the command line and the tests drive
  'chromium-missing':
    'No Chromium was found on this machine ({platform}), and none could be installed: install Chromium or Google Chrome, or set CHROMIUM_PATH to the one that you have.',

  // Data files: what they are
  'files-none': 'No file was dropped: drop data (IDX, CSV, JSON Lines, Parquet, or a zip of class folders), or use the sample.',
  'file-not-data':
    '{file} is {found}, whatever its name says, and data must be IDX, CSV, JSON Lines or Parquet, plain or .gz, or a zip of class folders of pictures: convert it first. Weights are dropped where the starting parameters are chosen.',
  'file-too-large': '{file} holds more than {limit} bytes, the most that a table may have here: drop a part of it.',
  'files-mixed': 'Files of several kinds were dropped together, {found}, expected one kind: drop the files of one dataset.',
  'gzip-damaged':
    '{file} has damaged gzip data behind {bytes} decompressed bytes: a wrong checksum, or something after its end (such as a second gzip file joined to it). Download it again, or unpack it and drop the plain file.',

  // IDX
  'idx-magic':
    '{file} begins with {found}, an IDX file with 00 00 08 03 (images) or 00 00 08 01 (labels): drop the file as it was published.',
  'idx-type': '{file} holds {found}, expected unsigned bytes (type 0x08): convert the values to bytes 0..255.',
  'idx-dimensions': '{file} has {found} dimensions, expected 3 (images: count, height, width) or 1 (labels: count).',
  'idx-no-values': '{file} says it holds {dimensions}, which is nothing at all: drop the whole file.',
  'idx-too-large': '{file} says it holds {dimensions}, more than the {limit} values that fit into a page: drop a part of it.',
  'idx-too-short': '{file} should have {expected} bytes by its own header, but ends after {found}: it was cut off, so download it again.',
  'idx-too-long':
    '{file} should have {expected} bytes by its own header, but has {found} at least: its header is wrong or something was appended, so download it again.',
  'idx-labels-missing': '{file} holds {count} images, and no file with their labels came with it: drop both together.',
  'idx-images-missing': '{file} holds {count} labels, and no file with their images came with it: drop both together.',
  'idx-counts-differ':
    '{images} holds {imageCount} images, {labels} holds {labelCount} labels, and they must be as many: drop the two files that belong together.',
  'idx-pairs-unclear':
    'It cannot be told which images go with which labels among {files}: drop one pair, or a pair to train and a pair to test with “train” and “test” (or “t10k”) in their names.',

  // CSV
  'csv-encoding-unknown': '{file} cannot be read as “{encoding}”, an encoding that no browser knows: choose utf-8, windows-1252, gb18030 …',
  'csv-not-encoded':
    '{file}, line {line}, byte {offset}: {found} is no {encoding}. Choose the encoding that it was saved in, such as windows-1252 (Western) or gb18030 (Chinese), or save it as UTF-8.',
  'csv-nul': '{file}, line {line} has a NUL character, which text does not have: the file is damaged or not text. Export it again.',
  'csv-blank': '{file} has nothing but blank lines: drop a file that has data in it.',
  'csv-delimiter': 'The delimiter “{delimiter}” cannot be used, expected one character that is no quote and no line break.',
  'csv-one-column':
    '{file} has one column only (it begins “{found}”), tried: {tried}. A table needs a label and something to tell it from: choose the delimiter, or add the columns.',
  'csv-too-many-columns':
    '{file}, line {line} has {found} cells, at most {limit} are read: this is no table of rows to train on, or its line breaks are lost.',
  'csv-record-too-long':
    '{file}, line {line} (row {row}) goes on for more than {limit} characters: its line breaks are lost, or it is no table.',
  'csv-quote-open': '{file}, line {line} (row {row}) opens a quote that is never closed: close it, or double the quotes inside the cell.',
  'csv-quote-stray':
    '{file}, line {line} (row {row}) has a quoted cell with something behind its closing quote: close the cell there, or double the quotes inside it.',
  'csv-ragged': '{file}, line {line} (row {row}) has {cells} cells, expected {expected}: fix the line, or choose “skip ragged rows”.',
  'csv-header-only': '{file} has a header of {columns} columns and no row below it: drop a file that has data in it.',
  'csv-two-tables':
    '{first} and {second} are two tables and their names do not tell which one is the test set: drop one of them, or put “test” into the name of one.',
  'csv-too-many-tables': '{count} tables were dropped, expected one, or one to train and one to test.',

  // JSON Lines and Parquet
  'jsonl-syntax':
    '{file}, line {line} (row {row}) is no JSON: {detail}. Each line must be one object by itself: fix the line, or export the file again.',
  'jsonl-no-object':
    '{file}, line {line} (row {row}) is “{found}”, expected an object such as {"a": 1, "label": "x"}: fix the line, or export the file again.',
  'jsonl-line-too-long':
    '{file}, line {line} goes on for more than {limit} characters: its line breaks are lost, or it is one document and no JSON Lines.',
  'jsonl-empty': '{file} has no row with a key in it: drop a file that has data in it.',
  'parquet-damaged':
    '{file} cannot be read as Parquet: {detail}. The file is damaged, or written in a way that this page does not know: write it again, or export it as CSV.',
  'parquet-empty': '{file} has {columns} columns and {rows} rows: drop a file that has data in it.',
  'table-nested':
    '{file}: column “{column}” holds {found} in row {row}, and a cell is a single value: choose “flatten”, which gives each value within a column of its own, or export the file without it.',
  'table-too-deep':
    '{file}: column “{column}” holds values within values, deeper than {limit} levels: no table has that, so it is refused.',
  'table-too-large': '{file} would be a table of {rows} rows and {columns} columns, more than {limit} cells: drop a part of it.',

  // Zips of class folders
  'images-one-zip':
    '{count} zips were dropped, expected one: put all class folders into one zip, with “train” and “test” folders around them where there are two sets.',
  'images-none':
    '{file} holds no picture that can be read among its {count} files (the first is {first}): expected PNG or JPEG pictures in a folder for each class.',
  'images-no-class':
    '{file} holds “{entry}” outside of any folder, and a picture’s folder names its class: put each class into a folder of its own.',
  'images-broken': '{file}: {count} of {total} pictures cannot be decoded: {names}. Replace them, or choose “leave out broken pictures”.',

  // Tables: columns, label, shape
  'table-too-many-texts':
    '{file}: column “{column}” has more than {limit} different texts (up to row {row}), and each would be an input of the network: choose “ignore” for the column, or “subject key” where it names the person that a row is about.',
  'columns-unknown':
    '{file} has no column {unknown}, which the settings speak of; it has {count}: {columns}. Correct the names under “columns”, or drop the file that they were made for.',
  'columns-two-subjects':
    '{file}: {columns} are all chosen as the subject key, expected one column at most: choose which one names the person.',
  'columns-role-of-label':
    '{file}: column “{column}” is the label and cannot be “{role}” as well: choose another label column, or take its role away.',
  'columns-none-left': '{file} has no column left beside the label “{label}” to tell it from: let one column at least be a feature.',
  'columns-too-many-names':
    '{file}: column “{column}” read as categories has {found} different ones, at most {limit} are inputs of the network: read it as numbers, or ignore it.',
  'label-unknown':
    '{file} has no column “{label}” to take the label from, it has {count}: {columns}. Choose one of them, by name or counted from 0.',
  'label-missing':
    '{file}: {count} of {rows} rows have no label in column “{column}”, the first is row {row}: fill them in, or choose “leave out rows without a label”.',
  'label-all-missing': '{file}: none of the {rows} rows has a label in column “{column}”: choose another label column.',
  'label-not-numbers':
    '{file}: column “{column}” has {count} cells that are no numbers (the first in row {row}), so it cannot be a real-valued target: choose classification, or another label column.',
  'label-too-many-classes':
    '{file}: column “{column}” has {found} different labels, at most {limit} classes are trained: choose regression if they are amounts, or another label column.',
  'image-not-square':
    '{file} has {columns} columns beside the label, which is no square number, so its rows are no square images: choose “table”.',
  'image-not-pixels':
    '{file}: column “{column}” is no pixel (pixels are numbers from 0 up, found {found}), so the rows are no images: choose “table”.',
  'scale-maximum': 'The scale’s maximum is {maximum}, expected a number above 0.',
  'columns-differ':
    'The two tables have different columns: missing {missing}; unknown {extra}; of another kind {kinds}. Give both the same columns.',

  // Starting parameters
  'weights-missing': '{file} has no tensor named {tensor}; it has: {found}. Choose a file saved from the same network.',
  'weights-shape':
    '{file}: {tensor} has shape {found}, this network needs {expected}. Choose a file saved from the same network, or replace the head when only the classes differ.',
  'weights-not-finite': '{file}: {tensor} holds values that are NaN or infinite: training cannot start from them. Choose another file.',

  // Backends
  'backend-unavailable': 'The {backend} backend cannot run here: {detail}. Choose another backend, or «auto».',

  // The transcript and the store that keeps it
  'not-canonical':
    '{place} is {found}, which JSON cannot hold, so it cannot be logged: only finite numbers, text, true, false and null can.',
  'storage-full':
    'The browser would not store more for this page: {events} events ({bytes} bytes) of this run wait to be kept. It reports {usage} bytes in use and a limit of {quota} bytes, which the disk may not have. Nothing logged is lost: delete earlier runs or free disk space and resume, or download the bundle now.',
  'storage-unavailable':
    'The browser’s storage could not be used ({detail}), so nothing can be logged: leave private browsing, allow this page to store data, or restart the browser.',
  'storage-blocked':
    'Another tab holds this page’s storage open in version {found}, and version {expected} is needed: close the other tabs of this page, then reload.',
  'storage-newer':
    'This page’s storage was made by a newer version of Trainscript than the one open here (it expects {expected}): reload the page.',
  'storage-cleared':
    'Run {runId} vanished from the browser’s storage while it was being logged (the site’s data was cleared, or another tab deleted the run): its events before {seq} are gone, so logging stopped. Start the run again, and download bundles that matter.',
  'run-busy': 'Run {runId} is being trained or imported in another tab: watch it there, or close that tab first.',
  'run-taken-over':
    'Run {runId} was continued elsewhere: the store ends at event {found}, this tab expected {expected}. Nothing was overwritten; reload the page.',
  'run-missing': 'Run {runId} is not in this browser’s storage: it was deleted, or made in another browser.',
  'storage-lost':
    'The browser found its database for this page damaged and began an empty one ({detail}): the runs that were kept in it are gone. Bundles that were downloaded are whole; check the disk if it happens again.',
  'transcript-damaged':
    'The transcript of run {runId} is damaged at event {seq}: {detail}. What stands before it is intact, and Resume goes on from there where the run can be trained again.',
  'run-cut-back':
    'The transcript was damaged behind step {step}: of what was kept through step {through}, {setAside} pieces were left, which are set aside until the run is deleted. The steps behind {step} were trained again.',
  'keyframe-damaged':
    'The keyframe of {track} at step {step} of run {runId} is damaged: its SHA-256 is {found}, the transcript says {expected}. Other keyframes are not concerned.',
  'keyframe-missing': 'Run {runId} has no keyframe of {track} at step {step} in the store: its parameters cannot be restored without it.',

  'parameters-missing':
    'The parameters of {track} at step {step} of run {runId}, which were kept with it, are not in the store any more: they can be restored by training again.',
  'parameters-damaged':
    'The parameters of {track} at step {step} of run {runId} are damaged: their SHA-256 is {found}, the transcript says {expected}. They can be restored by training again.',
  'keyframes-thinned':
    'Keyframes are kept every {every} steps instead of every {wanted}: they would take {wantedBytes} bytes, and may take {share} % of the {freeBytes} bytes that the browser left at the start; so they take {bytes}. The first and the last of each track are kept. Any step’s parameters can be restored all the same, by training up to {every} steps again.',
  'keyframe-restored':
    'The keyframe of {track} at step {step} of run {runId} was lost or damaged. It was computed again, has the SHA-256 that the transcript says, and is stored again.',

  // A bundle that is brought back
  'bundle-not-zip':
    '{file} begins with {found}, and a bundle is a zip, which begins with {expected}: choose the .trainscript.zip as it was downloaded.',
  'bundle-path': '{file} holds “{path}”, which no bundle does. Nothing was imported: choose the bundle as it was downloaded.',
  'bundle-file-missing':
    '{file} lacks {path}, which {list} has: it is no bundle, or not all of one. Nothing was imported: choose the bundle as it was downloaded.',
  'bundle-file-extra':
    '{file} holds {path}, which its {list} does not name: it was put there later. Nothing was imported: choose the bundle as it was downloaded.',
  'bundle-file-large': '{file}: {path} has {found} bytes, and at most {limit} are read of such a file. Nothing was imported.',
  'bundle-file-size':
    '{file}: {path} has {found} bytes, and its manifest.json says {expected}: it was changed later, or on the way. Nothing was imported: download the bundle again.',
  'bundle-file-hash':
    '{file}: {path} has the SHA-256 {found}, and its {list} says {expected}: it was changed later, or on the way. Nothing was imported: download the bundle again.',
  'bundle-sums':
    '{file}: line {line} of SHA256SUMS is “{found}”, expected a SHA-256, two spaces and a path that no other line has. Nothing was imported.',
  'bundle-line-json': '{file}: line {line} of events.jsonl is no JSON in UTF-8 ({detail}). Nothing was imported.',
  'bundle-line-long': '{file}: line {line} of events.jsonl is longer than {limit} bytes, as no event is. Nothing was imported.',
  'bundle-line-open':
    '{file}: events.jsonl ends in the middle of line {line}, behind {found} bytes of it: the transcript was cut off. Nothing was imported: download the bundle again.',
  'bundle-line-form':
    '{file}: line {line} of events.jsonl is not written in the one form that RFC 8785 allows: another program wrote or changed it. Nothing was imported.',
  'bundle-chain':
    '{file}: line {line} of events.jsonl has {found} as “{what}”, expected {expected}: lines were changed, moved, added or left out. Nothing was imported: choose the bundle as it was downloaded.',
  'bundle-damaged':
    '{file}: the transcript was damaged before line {line} already when the bundle was made, and what cannot be checked is not imported. Where the run was trained, Resume takes it up behind its last whole step; a bundle made after that is whole.',
  'bundle-order': '{file}: line {line} of events.jsonl is {found}, expected {expected}: no run goes like this. Nothing was imported.',
  'bundle-keyframe':
    '{file}: the {what} of {path} is {found}, and the transcript says {expected}: the parameters are not those of the run. Nothing was imported.',
  'bundle-keyframe-unnamed': '{file} holds {path}, and no event of its transcript tells of that keyframe. Nothing was imported.',
  'import-several': '{count} files were given, expected one bundle: import them one after the other.',
  'import-no-room':
    'The browser has no room for the run in {file}. It reports {usage} bytes in use and a limit of {quota} bytes, which the disk may not have. Nothing was imported: delete runs or free disk space, and import it again.',

  // Rows: the draw, and index files
  'no-rows-left':
    'The {phase} data has no row to train on: every row is left out, ragged or without a label. Fix the file, or choose another label column.',
  'indices-empty': '{file} is empty, expected a line for each step: the step, then its rows, with tabs between them.',
  'indices-not-a-number':
    '{file}, line {line}: “{found}” is not a whole number from 0 to {limit}. A line is a step and then its rows, with tabs between them.',
  'indices-step-order':
    '{file}, line {line}: step {step} stands after step {previous}. Steps begin at 1 and ascend: sort the lines by their first number.',
  'indices-step-without-rows': '{file}, line {line}: step {step} has no rows. Remove the line, or name one row at least.',
  'indices-row-beyond':
    '{file}, line {line}: step {step} names row {row}, but the data has {rows} rows, 0 to {last}. Drop the data that the file was made for, or remove that row.',
  'indices-row-excluded':
    '{file}, line {line}: step {step} names row {row}, which cannot be trained on because it is ragged or has no label. Remove it from the line.',

  // Weights: zip container
  'zip-truncated':
    '{file} does not end like the zip file it begins as ({bytes} bytes, end record missing): it was cut off or something was appended, so copy or download it again.',
  'zip-damaged':
    '{file}, byte {at}: the zip file’s {what} is {found}, expected {expected}. The file is damaged: copy or download it again.',
  'zip-compressed':
    '{file} compresses its entry “{entry}” (method {method}), but weights are stored as they are (method 0): use the file that torch.save wrote, not a re-packed one.',
  'zip-encrypted': '{file} encrypts its entry “{entry}”: pack it without a password.',
  'zip-duplicate': '{file} holds two entries named “{entry}”, expected one: nobody can tell which is meant, so make the file again.',
  'zip-method':
    '{file} packs its entry “{entry}” by method {found}, expected 0 (stored) or 8 (deflate): pack it again by these, or use the file as it was downloaded.',
  'zip-deflate': '{file}: “{entry}” cannot be unpacked behind {bytes} bytes. The file is damaged: copy or download it again.',
  'zip-limit': '{file} says it has {found} {what}, and at most {limit} are read: it is refused.',
  'zip-crc':
    '{file}: the bytes of “{entry}” have the CRC-32 {found}, the file says {expected}. They changed on the way: copy or download it again.',

  // Weights: pickle
  'pickle-global':
    '{file} wants to load “{global}” (byte {at} of its pickle), which is no part of plain weights: nothing was run. If you trust the file, open it in PyTorch and save only the weights: torch.save(model.state_dict(), path).',
  'pickle-opcode':
    '{file} uses the pickle opcode {opcode} (byte {at}), which plain weights do not need: save them again with torch.save(model.state_dict(), path) and its default pickle protocol 2.',
  'pickle-limit': '{file} needs more than {limit} {what} (byte {at} of its pickle), far beyond any state dict: it is refused.',
  'pickle-truncated':
    '{file} ends inside its pickle: at byte {at}, {expected} bytes were expected and {found} are left. Copy or download it again.',
  'pickle-malformed':
    '{file}, byte {at} of its pickle: {opcode} found {found}, expected {expected}. The file is damaged: save the weights again.',

  // Weights: .pth
  'pth-unknown':
    '{file} begins with {found}, which no .pth file does: drop a file that torch.save(model.state_dict(), path) wrote, or .safetensors.',
  'pth-tar':
    '{file} is in the tar form that PyTorch gave up in 2017: load it in PyTorch and save it again with torch.save(torch.load(path), new_path).',
  'pth-torchscript':
    '{file} is a TorchScript program, not plain weights: in PyTorch, torch.save(torch.jit.load(path).state_dict(), new_path) takes the weights out.',
  'pth-version': '{file} is a PyTorch stream of version {found}, expected {expected}: load it in PyTorch and save it again.',
  'pth-byte-order':
    '{file} was written in byte order “{found}”, expected “little”: load and save it again on a little-endian machine (x86, ARM).',
  'pth-layout': '{file} is a zip with {found} folders that hold a data.pkl, expected {expected}: drop the .pth file that torch.save wrote.',
  'pth-size':
    '{file} has {found} bytes, but its contents end at {expected}: it was cut off or something was appended, so copy or download it again.',
  'pth-storage-missing': '{file}: storage “{storage}” is named in one part of the file and missing in another: save the weights again.',
  'pth-storage-size': '{file}: storage “{storage}” has {found} elements, expected {expected}: the file is damaged, save the weights again.',
  'pth-no-state-dict':
    '{file} holds no state dict: expected names with tensors at the top or under state_dict, model_state_dict or model. Save it with torch.save(model.state_dict(), path).',

  // Weights: safetensors
  'safetensors-truncated': '{file} has {found} bytes, its header needs {expected}: it was cut off, so copy or download it again.',
  'safetensors-header-size':
    '{file} announces a header of {found} bytes, at most {expected} are read: this is no safetensors file of a small model.',
  'safetensors-header': '{file} has a header that cannot be read: {detail}. Save it again with safetensors.',
  'safetensors-duplicate': '{file}: its header names “{key}” twice, expected once: nobody can tell which is meant, so save it again.',
  'safetensors-entry':
    '{file}: tensor “{tensor}” is described without a dtype, a shape of whole numbers and two data_offsets, expected all three: save it again.',
  'safetensors-dtype':
    '{file}: tensor “{tensor}” has the element type {dtype}, expected F32, F64, F16 or BF16: convert it with tensor.float().',
  'safetensors-size': '{file}: tensor “{tensor}” has {found} bytes, its shape and type need {expected}: save it again.',
  'safetensors-offsets':
    '{file}: tensor “{tensor}” begins at byte {found}, the one before it ends at {expected}: tensors may not overlap nor leave a hole.',
  'safetensors-buffer': '{file} holds {found} bytes of tensors, its header describes {expected}: it was cut off or something was appended.',

  // Weights: tensors of any file
  'weights-out-of-storage':
    '{file}: tensor “{tensor}” reaches to element {found} of a storage of {expected}: the file is damaged, save the weights again.',
  'weights-too-large':
    '{file}: with tensor “{tensor}” it unfolds to {found} elements, at most {expected} fit into a page: use a smaller model.',
  'weights-overflow': '{file}: tensor “{tensor}” holds {found}, too large for float32 (at most 3.4e38): scale or convert it before saving.',
  'weights-name-twice': 'A tensor named “{tensor}” cannot be written: the name is taken. Give each tensor a name of its own.',
  'weights-shape-mismatch': 'Tensor “{tensor}” has {found} values, its shape needs {expected}: it cannot be written.',

  // Samples
  'sample-unknown': 'There is no sample named {sample}; the samples are {known}.',
  'sample-unreachable':
    'The file {file} of the sample {sample} could not be fetched: {detail}. Check that the page is served whole, and try again.',

  'weights-file-too-large':
    '{file} has {bytes} bytes, more than the {limit} that the page takes for weights: save the parameters alone, without optimiser state.',

  // A run
  'run-in-progress': 'The run {run} is still in progress in this tab: stop it before starting another.',
  'data-missing': 'The {phase} phase has no data: choose files or use the sample, or skip the phase.',
  'nothing-to-train': 'No phase has data: load data for pretraining or for fine-tuning, or use a sample.',
  'device-lost':
    'The device of {backend} was lost {losses} times in a row behind step {step} ({reason}). Everything logged up to there is kept. Choose another backend and start again; the graphics driver may need an update.',
  'device-renewed':
    'The device was lost behind step {step} ({reason}). No step is lost: the run goes on from its last keyframe as soon as there is a fresh device.',
  'device-not-renewed':
    'The device of {backend} was lost, and there is no fresh one to go on with ({detail}). Everything through step {step} is kept. Reload the page and press Resume, or train on another backend.',
  'replay-differs':
    'Computed again, the run gave {found} where the transcript says {expected}: this is not the machine, browser or build that it was trained on. Nothing was added to it.',
  'step-differs':
    'Step {step} of {run}, restored from the keyframe at step {keyframe}, has fingerprint {found} where the transcript says {expected}; every step between came out as it was. What differs between then and now: {differences}. The keyframes can still be had as they were kept.',
  'step-out-of-range': 'Step {step} of {run} is not there: the {track} has its parameters at steps {first} to {last}. Choose one of these.',
  'step-not-kept': 'Step {step} is not kept: the run has not come so far, or ended before it. Choose a step that the curves show.',
  'labels-run-in-progress':
    'Run {run} is being trained, and labels cannot be checked at the same time: stop it, or wait until it has ended, and ask again.',
  'step-run-in-progress':
    'Run {run} is being trained, and its steps cannot be trained again at the same time: pause it, or wait until it has ended. While it is paused, the parameters of its own steps can be had.',
  'step-data-missing': 'Run {run} was trained on files of yours in the {phase} phase: drop {files} there, and ask for the step again.',
  'step-data-differs':
    'Run {run} was trained on {expected} in the {phase} phase, and {found} is loaded: drop the files that it was trained on, and ask for the step again.',
  'step-file-missing': 'Run {run} needs {file} (SHA-256 {sha256}) to train a step again: choose that file, and ask for the step again.',
  'step-device-lost': 'The device of {backend} was lost while steps were trained again ({reason}). It is renewed: ask for the step again.',
  ...RESUME_TEXTS,
  'model-needs-images':
    'The {phase} data is a table with {inputs} inputs, and the CNN needs images: choose the table network (mlp), or set the shape to «image».',
  'phases-differ':
    'Pretraining uses {pretrain}, fine-tuning uses {finetune}: the parameters of one do not fit the other. Use data of the same kind and width, or leave one phase out.',
  'loss-unfit': 'The loss {loss} does not fit the {phase} target ({task}): choose «auto», or {expected}.',
  'freeze-unknown': 'The plan freezes {layer}, which this network does not have; its layers are {known}.',
  'freeze-all': 'Every layer of the network is frozen ({layers}), so nothing would be learnt: leave at least one free.',
  'loss-not-finite':
    'The loss became {value} at step {step} ({phase}); the first values that are not finite stand in {tensor}. The parameters of step {before} are kept. Lower the learning rate (now {learningRate}), or look at the rows of this step.',
  'parameters-not-finite':
    'The update of step {step} ({phase}) made {tensor} infinite or NaN. The last keyframe before it is kept. Lower the learning rate (now {learningRate}).',
  'gradient-not-finite':
    'The gradient at step {step} ({phase}) is not finite; the first values that are not finite stand in {tensor}. The parameters of step {before} are kept. Lower the learning rate (now {learningRate}), or look at the rows of this step.',

  // What is watched for while a run is trained
  ...WATCH_TEXTS,
  ...FIX_PROBLEM_TEXTS,

  // Values in run.json, card.json, a link or --set
  'field-object': '{document}: “{path}” is {found}, expected an object in braces.',
  'field-map': '{document}: “{path}” is {found}, expected an object of at most {max} values.',
  'field-list': '{document}: “{path}” is {found}, expected a list of at most {max} values.',
  'field-text': '{document}: “{path}” is {found}, expected text of {min} to {max} characters.',
  'field-base64': '{document}: “{path}” is {found}, expected bytes as base64.',
  'field-truth': '{document}: “{path}” is {found}, expected true or false.',
  'field-number': '{document}: “{path}” is {found}, expected a number from {min} to {max}.',
  'field-whole': '{document}: “{path}” is {found}, expected a whole number from {min} to {max}.',
  'field-choice': '{document}: “{path}” is {found}, expected one of {choices}.',
  'field-sha256': '{document}: “{path}” is {found}, expected a SHA-256 as 64 hexadecimal digits in lower case.',
  'field-date': '{document}: “{path}” is {found}, expected a date such as 2030-12-31, or nothing.',
  'field-run-id': '{document}: “{path}” is {found}, expected the id of a run: up to 64 letters, digits and hyphens.',
  'field-statistics': '{document}: “{path}” is {found}, expected {expected} finite numbers.',
  'field-length': '{document}: “{path}” has {found} values, expected {expected}, one for each row of the batch.',
  'field-moment': '{document}: “{path}” is {found}, expected a moment such as 2030-12-31T23:59:59.000Z.',
  'field-unknown': '{document}: “{path}” is not known here. The nearest known name is “{nearest}”: correct it, or remove it.',

  'card-json':
    '{file} is no JSON, and a card is: choose a card.json, such as policy/card-pretrain.json of a bundle. Data goes where files are dropped.',

  // The run spec
  'spec-version':
    '{document}: “trainscript” is {found}, expected {expected}. Is this a run spec? One that was made by a newer version cannot be read here.',
  'spec-phases': '{document}: the phases are {found}, expected pretrain, finetune, or pretrain and then finetune.',
  'spec-baseline':
    '{document}: “phases.pretrain.baseline” is true, but only the finetune phase can have a baseline: pretraining already starts from scratch.',
  'spec-path-unknown': 'A run spec has no setting “{path}”. The nearest is “{nearest}”.',
  'spec-phase-absent': '“{path}” cannot be set: this run has no {phase} phase. Give it data first.',
  'spec-link':
    'The link’s set-up could not be read ({found} characters after “#”; at most {limit} are read): it was cut off or changed on the way, so ask for it again.',

  // The page
  'spec-elsewhere':
    'The address asks for a run spec from {found}, but this page reads them from its own place only ({expected}): save the file and put it beside the page.',
  'spec-unreachable': 'The run spec {file} could not be read: {detail}. Check the address after “?spec=”.',
  'worker-lost': 'The training worker stopped: {detail}. Every step that was saved is kept; reload the page to go on.',

  // The command line
  ...COMMAND_PROBLEM_TEXTS,
} as const satisfies Record<string, string>;

export type ProblemCode = keyof typeof PROBLEM_TEXTS;
