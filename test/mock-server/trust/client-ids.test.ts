import { describe, expect, it } from 'vitest';
import type { Participant } from '../../../mock-server/index.ts';
import type { ProprietaryClients } from '../../../mock-server/trust/client-ids.ts';
import { createParticipants } from '../../../mock-server/trust/participants.ts';

const A = { subjectDn: 'CN=APP,OU=199A000014,O=CH A,C=FR', establishments: ['99A000014'] };
const B = { subjectDn: 'CN=APP,OU=199A000022,O=CH B,C=FR', establishments: ['99A000022', '99A000030'] };

function product(changes: Partial<Participant> = {}): Participant {
  return {
    id: 'product',
    clientId: 'product',
    role: 'supplier',
    kind: 'proprietary',
    certificates: [A, B],
    accessProfile: 1,
    region: '24',
    state: 'whitelisted',
    ...changes,
  };
}

describe('the client_ids of a proprietary product', () => {
  it('one-client: one client_id with the subject DNs of all instances', () => {
    const participants = createParticipants([product()], () => 'one-client');
    expect(participants.clientIds()).toEqual(['product']);
    expect(participants.byClientId('product')?.certificates).toEqual([A, B]);
    expect(participants.byClientId('product-1')).toBeUndefined();
  });

  it('client-per-certificate: one for each subject DN, with its list alone', () => {
    const participants = createParticipants([product()], () => 'client-per-certificate');
    expect(participants.clientIds()).toEqual(['product-1', 'product-2']);
    expect(participants.byClientId('product-2')).toMatchObject({ id: 'product', certificates: [B] });
    expect(participants.byClientId('product')).toBeUndefined();
  });

  it('takes the client_id that a certificate is listed with, and keeps that of the product for its only one', () => {
    const named = product({ certificates: [{ ...A, clientId: 'ch-a' }, B] });
    const only = product({ id: 'only', clientId: 'only', certificates: [A] });
    const participants = createParticipants([named, only], () => 'client-per-certificate');
    expect(participants.clientIds()).toEqual(['ch-a', 'product-2', 'only']);
  });

  it('leaves SaaS products and EAIs one client_id', () => {
    const participants = createParticipants([product({ kind: 'saas' })], () => 'client-per-certificate');
    expect(participants.clientIds()).toEqual(['product']);
  });

  it('follows the setting when it changes', () => {
    let form: ProprietaryClients = 'one-client';
    const participants = createParticipants([product()], () => form);
    expect(participants.clientIds()).toEqual(['product']);
    form = 'client-per-certificate';
    expect(participants.clientIds()).toEqual(['product-1', 'product-2']);
    participants.put(product({ certificates: [A] }));
    expect(participants.clientIds()).toEqual(['product']);
  });

  it.each([
    ['of another participant', product({ id: 'b', clientId: 'b', certificates: [{ ...A, clientId: 'product' }] })],
    ['that another one has for a certificate', product({ id: 'b', clientId: 'product-2', certificates: [] })],
  ])('refuses a client_id %s, whatever the setting', (_which, second) => {
    expect(() => createParticipants([product(), second])).toThrow(/client_id product(-2)? belongs to product/);
  });

  it('refuses one client_id for two certificates, and any beside that of a SaaS product', () => {
    const same = product({ certificates: [A, { ...B, clientId: 'product-1' }] });
    expect(() => createParticipants([same])).toThrow(/two of its certificates have the client_id product-1/);
    const saas = product({ kind: 'saas', certificates: [{ ...A, clientId: 'own' }] });
    expect(() => createParticipants([saas])).toThrow(/only a certificate of a proprietary participant/);
  });

  it('takes a member away with its client_ids', () => {
    const participants = createParticipants([product()]);
    participants.remove('product');
    expect([participants.list(), participants.clientIds()]).toEqual([[], []]);
    expect(() => participants.remove('product')).toThrow(/participant product: expected/);
  });

  it('replaces all members or none', () => {
    const participants = createParticipants([product()]);
    expect(() => participants.replaceAll([product({ id: 'x' }), product({ id: 'y' })])).toThrow(/belongs to x/);
    expect(participants.list()).toEqual([product()]);
    participants.replaceAll([]);
    expect(participants.byClientId('product')).toBeUndefined();
  });
});
