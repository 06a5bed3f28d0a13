import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { filesOf } from '../../app/data/file-handles.ts';

/** Lets files be dropped on an element. While files are dragged over the page the host has the attribute `inviting`, while
 *  they are over the host itself `over`, so that it can be styled. */
export class DropTarget implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #onFiles: (files: readonly File[]) => void;
  #listening = new AbortController();

  constructor(host: ReactiveControllerHost & HTMLElement, onFiles: (files: readonly File[]) => void) {
    this.#host = host;
    this.#onFiles = onFiles;
    host.addController(this);
  }

  hostConnected(): void {
    this.#listening = new AbortController();
    const options = { signal: this.#listening.signal };
    window.addEventListener('dragenter', (event) => this.#host.toggleAttribute('inviting', holdsFiles(event)), options);
    window.addEventListener('dragleave', (event) => event.relatedTarget === null && this.#end(), options);
    window.addEventListener('drop', () => this.#end(), options);
    this.#host.addEventListener('dragover', (event) => this.#over(event), options);
    this.#host.addEventListener('dragleave', () => this.#host.removeAttribute('over'), options);
    this.#host.addEventListener('drop', (event) => this.#drop(event), options);
  }

  hostDisconnected(): void {
    this.#listening.abort();
  }

  #over(event: DragEvent): void {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    this.#host.setAttribute('over', '');
  }

  #drop(event: DragEvent): void {
    const files = event.dataTransfer ? filesOf(event.dataTransfer) : [];
    if (files.length === 0) return;
    event.preventDefault();
    this.#end();
    this.#onFiles(files);
  }

  #end(): void {
    this.#host.removeAttribute('inviting');
    this.#host.removeAttribute('over');
  }
}

export const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
