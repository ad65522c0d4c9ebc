import { ANS_ADDRESSES } from './ans-steps.ts';
import type { AnsStep } from './ans-steps.ts';
import type { Dossier } from './dossier-state.ts';

/** What the e-mails are filled with; null shows a place to fill in, since nothing is invented. */
export interface MailFacts {
  readonly product: { readonly name: string; readonly version: string; readonly vendor: string } | null;
  readonly testDn: string | null;
  readonly productionDns: readonly string[];
  readonly establishments: number | null;
  readonly evidence: string | null;
}

/** An e-mail as text to copy. It is never sent. */
export interface Mail {
  readonly to: string;
  readonly copy: string | null;
  readonly subject: string;
  readonly body: string;
}

type MailName = NonNullable<AnsStep['mail']>;

const SOLUTIONS: Readonly<Record<Dossier['solution'], string>> = {
  saas: 'solution SaaS',
  'regional-eai': 'EAI régional',
  proprietary: 'solution propriétaire',
};

/** The e-mail for a step. In French whatever the language of the user: it is addressed to ANS. */
export function writeMail(name: MailName, dossier: Dossier, facts: MailFacts): Mail {
  const { product } = facts;
  const shown =
    product === null ? '[produit et version] de [éditeur]' : `${product.name} ${product.version} (${product.vendor})`;
  const { to, copy, subject, lines } = WRITERS[name](dossier, facts, shown);
  const body = ['Bonjour,', '', ...lines, '', 'Cordialement,', '[nom, fonction, téléphone]'].join('\n');
  return { to, copy, subject: `ROR national – ${subject} – ${product?.name ?? '[produit]'}`, body };
}

type Draft = Omit<Mail, 'body'> & { readonly lines: readonly string[] };

const { ror, development } = ANS_ADDRESSES;

const WRITERS: Readonly<Record<MailName, (dossier: Dossier, facts: MailFacts, product: string) => Draft>> = {
  request: ({ solution }, { establishments }, product) => ({
    to: ror,
    copy: null,
    subject: 'demande d’intégration',
    lines: [
      `Vous trouverez ci-joint la demande d’intégration au ROR national de ${product}, complétée et signée par notre représentant légal,`,
      `accompagnée de la liste des établissements concernés (${SOLUTIONS[solution]}, ${count(establishments)}).`,
      '',
      'Nous avons pris connaissance de la politique de traitement des données personnelles, de la charte d’accès et d’alimentation du ROR',
      'et de la note sur les indicateurs de disponibilité des lits.',
    ],
  }),
  'test-equipment': (_dossier, _facts, product) => ({
    to: development,
    copy: ror,
    subject: 'commande de matériel de test (F414)',
    lines: [
      `Pour tester l’alimentation du ROR national par ${product}, vous trouverez ci-joint le formulaire F414 pour :`,
      '- une carte CPS de test (individuelle, CPS3) [ou : nous détenons déjà la carte de test n° …, ne pas en commander] ;',
      '- un certificat ORG AUTH_CLI de l’IGC-Santé TEST, rattaché à cette carte.',
    ],
  }),
  'test-dn': (_dossier, { testDn }, product) => ({
    to: ror,
    copy: null,
    subject: 'DN sujet du certificat de TEST',
    lines: [
      `Voici le DN sujet du certificat de TEST avec lequel ${product} accédera au bac à sable :`,
      '',
      testDn ?? '[DN sujet du certificat de TEST]',
    ],
  }),
  sandbox: (_dossier, { testDn }, product) => ({
    to: ror,
    copy: null,
    subject: 'accès au bac à sable',
    lines: [
      `Nous souhaitons commencer les tests de ${product} dans le bac à sable. Le DN sujet de notre certificat de TEST est :`,
      '',
      testDn ?? '[DN sujet du certificat de TEST]',
      '',
      'Pourriez-vous nous transmettre les modalités détaillées, ainsi que nos client_id ?',
    ],
  }),
  'tests-done': (dossier, facts, product) => ({
    to: ror,
    copy: null,
    subject: 'fin des tests et passage en production',
    lines: [
      `Les tests de ${product} sont terminés. Nous vous proposons de les valider ensemble lors d’un point dédié.`,
      `Preuves de tests : ${facts.evidence ?? '[dossier de preuves]'}.`,
      '',
      'DN sujet de nos certificats de production :',
      ...(facts.productionDns.length === 0 ? ['[DN sujet du certificat de production]'] : facts.productionDns),
      '',
      dossier.solution === 'proprietary'
        ? `Vous trouverez ci-joint la liste à jour des établissements et leurs certificats, à inscrire sur la liste blanche (${count(facts.establishments)}).`
        : `Vous trouverez ci-joint la liste à jour des établissements alimentés avec ce certificat (${count(facts.establishments)}).`,
    ],
  }),
};

function count(establishments: number | null): string {
  return establishments === null ? '[nombre d’établissements]' : `établissements : ${establishments}`;
}
