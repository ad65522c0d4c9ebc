import { createKernel } from '../mev3/create-kernel.ts';
import type { Catalogue, Kernel } from '../mev3/kernel.ts';

/** The kernel that judges a lane's requests now: another catalogue may come at any time, the guide stays. */
export class RulesInForce {
  #kernel: Kernel;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  get kernel(): Kernel {
    return this.#kernel;
  }

  /** The kernel for another catalogue, not in force yet; the present one when the catalogue says the same. */
  kernelFor(catalogue: Catalogue): Kernel {
    const { guide, catalogue: present } = this.#kernel;
    if (catalogue.digest === present.digest && catalogue.name === present.name) return this.#kernel;
    return createKernel({ guide, catalogue });
  }

  /** Every request from now on is judged by it. */
  replace(kernel: Kernel): void {
    this.#kernel = kernel;
  }
}
