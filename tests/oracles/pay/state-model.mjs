// Asks the State's open model what a month of pay comes to, line by line, and writes one row of numbers per case.
// node state-model.mjs stored           makes the stored cases again: ../../Essaim.Domain.Tests/Payroll/state-model.csv.gz
// node state-model.mjs fresh SEED COUNT  writes so many cases that nobody has seen on the output, as plain text
import { readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import Engine from 'publicodes'
import rules from 'modele-social'

const engine = new Engine(rules, { logger: { log() {}, warn() {}, error: console.error } })
const C = 'salarié . cotisations . '

// Our line -> [the model's rule for the employee's side, for the employer's side]; several rules add up.
const plain = {
  'cotisation-maladie': [null, C + 'maladie . employeur'],
  'cotisation-accidents': [null, C + 'ATMP'],
  'cotisation-vieillesse-plafonnee': [C + 'vieillesse . plafonnée . salarié', C + 'vieillesse . plafonnée . employeur'],
  'cotisation-vieillesse-deplafonnee': [
    C + 'vieillesse . déplafonnée . salarié',
    C + 'vieillesse . déplafonnée . employeur',
  ],
  'cotisation-cet': [C + 'CET . salarié', C + 'CET . employeur'],
  'cotisation-apec': [C + 'APEC . salarié', C + 'APEC . employeur'],
  'cotisation-prevoyance-cadres': [null, C + 'prévoyances . employeur . cadres'],
  'cotisation-allocations-familiales': [null, C + 'allocations familiales'],
  'cotisation-solidarite-autonomie': [null, C + 'CSA'],
  'cotisation-logement': [null, C + 'FNAL'],
  'cotisation-chomage': [null, C + 'chômage'],
  'cotisation-ags': [null, C + 'AGS'],
  'cotisation-dialogue-social': [null, C + 'contribution au dialogue social'],
  'cotisation-formation': [null, C + 'formation professionnelle'],
  'cotisation-apprentissage': [null, [C + "taxe d'apprentissage . base", C + "taxe d'apprentissage . solde"]],
  'cotisation-apprentissage-250': [null, C + "taxe d'apprentissage . contribution supplémentaire"],
  'cotisation-effort-construction': [null, C + 'PEEC'],
  'cotisation-versement-mobilite': [null, C + 'versement mobilité'],
  'cotisation-forfait-social': [null, C + 'forfait social'],
  'cotisation-csg-deductible': [C + 'CSG-CRDS . CSG . déductible', null],
  'cotisation-csg-crds-non-deductible': [C + 'CSG-CRDS . sur revenus imposables non déductible', null],
  'complementaire-sante': [C + 'prévoyances . santé . salarié', C + 'prévoyances . santé . employeur'],
}

// The model gives both brackets in one figure; the first is what it says of a pay equal to the ceiling.
const bracketed = {
  'cotisation-retraite-tranche': [C + 'retraite complémentaire . salarié', C + 'retraite complémentaire . employeur'],
  'cotisation-ceg-tranche': [C + 'CEG . salarié', C + 'CEG . employeur'],
}

// Totals, which the model does not round: kept in hundredths of a cent.
const totals = [
  'salarié . coût total employeur',
  'salarié . rémunération . net . à payer avant impôt',
  'salarié . rémunération . net . imposable',
  'salarié . rémunération . montant net social',
]

const bands = { 5: 'moins de 11', 10: 'moins de 11', 20: 'moins de 50', 49: 'moins de 50', 60: 'moins de 150',
  149: 'moins de 150', 250: 'plus de 250' }
const terms = ['date', 'headcount', 'gross', 'weeklyHours', 'executive', 'mutualEmployer', 'accident', 'mobility']
const lines = [...Object.keys(plain), ...Object.keys(bracketed).flatMap((name) => [name + '-1', name + '-2'])]

function value(rule) {
  if (rule === null) return 0
  if (Array.isArray(rule)) return rule.reduce((sum, r) => sum + value(r), 0)
  const found = engine.evaluate(rule).nodeValue
  return typeof found === 'number' ? found : 0
}

// Half a cent goes up. The small push undoes binary fractions that fall just short of a half.
const cents = (euros) => Math.round(euros * 100 + 1e-6)
const both = (pair) => [value(pair[0]), value(pair[1])]

function situate({ date, headcount, gross, weeklyHours, executive, mutualEmployer, accident, mobility }) {
  const [year, month, day] = date.split('-')
  const situation = {
    date: `${day}/${month}/${year}`,
    'salarié . contrat': "'CDI'",
    'salarié . contrat . statut cadre': executive ? 'oui' : 'non',
    'entreprise . salariés . effectif . seuil': `'${bands[headcount]}'`,
    'salarié . cotisations . prévoyances . santé . montant': `${2 * mutualEmployer} €/mois`,
    'salarié . contrat . salaire brut': `${gross} €/mois`,
    'établissement . taux ATMP': `${accident}%`,
    'établissement . commune . taux versement mobilité': `${mobility}%`,
  }
  if (weeklyHours !== null && weeklyHours < 35) {
    const partTime = 'salarié . contrat . temps de travail . temps partiel'
    situation[partTime] = 'oui'
    situation[partTime + ' . heures par semaine'] = `${weeklyHours} heures/semaine`
  }
  engine.setSituation(situation)
}

/** One row: the terms, the reduction and its coefficient, the totals, then employee and employer of each line. */
function judge(asked) {
  situate(asked)
  const found = Object.fromEntries(Object.entries(plain).map(([name, pair]) => [name, both(pair).map(cents)]))
  const whole = Object.entries(bracketed).map(([name, pair]) => [name, pair, both(pair)])
  const ceiling = value('salarié . temps de travail . plafond sécurité sociale')
  const reduction = cents(value(C + 'exonérations . RGDU'))
  const coefficient = reduction === 0 ? 0 : Math.round(value(C + 'exonérations . RGDU . coefficient') * 1e4)
  const sums = totals.map((rule) => Math.round(value(rule) * 1e4))
  const split = asked.gross > ceiling
  if (split) situate({ ...asked, gross: ceiling })
  for (const [name, pair, sum] of whole) {
    const one = split ? both(pair) : sum
    found[name + '-1'] = one.map(cents)
    found[name + '-2'] = sum.map((s, side) => cents(s - one[side]))
  }
  const given = terms.map((t) => (asked[t] === null ? '' : t === 'executive' ? Number(asked[t]) : asked[t]))
  return [...given, reduction, coefficient, ...sums, ...lines.flatMap((name) => found[name])].join(';')
}

const minimumWage = (date) => (date < '2026-06-01' ? 12.02 : 12.31)

/** The edges, worked through one by one: minimum wage, ceilings, the end of the reduction. */
function edges() {
  const list = []
  const add = (date, headcount, gross, weeklyHours = null, executive = false, mutualEmployer = 0) =>
    list.push({ date, headcount, gross, weeklyHours, executive, mutualEmployer, accident: 2.08, mobility: 0 })
  for (const date of ['2026-01-15', '2026-07-01']) {
    const wage = minimumWage(date)
    const monthly = Math.round(wage * 15167) / 100
    const exit = Math.ceil(wage * 1820 / 4 * 100) / 100
    const low = [400, 933.53, 1448.77, monthly, 2000, 2157.56, 2716.21, 3500]
    const high = [4005.01, exit - 0.01, exit, 6234.56, 15000, 33000.01]
    for (const headcount of [10, 49, 149, 250])
      for (const gross of [...low, ...high])
        add(date, headcount, Math.round(gross * 100) / 100)
    for (const headcount of [49, 149])
      for (const [hours, factor] of [[7, 1], [10, 1.37], [17.5, 1], [17.5, 2.6], [21, 1.08], [28, 1.5], [31, 3.3]])
        add(date, headcount, Math.ceil(wage * hours * 52 / 12 * factor * 100) / 100, hours)
    for (const gross of [1900, 3333.33, 4800, 12345.67, 20000]) add(date, 49, gross, null, true)
    for (const gross of [2100, 5000]) add(date, 10, gross, null, true, 35)
    for (const gross of [800, 2222.22, 17000]) add(date, 149, gross, null, false, 41.5)
  }
  return list
}

/** Numbers that look random and are the same on each machine (mulberry32). */
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/**
 * Pay of 100 to 15,000 € on the days around which the model's 2026 changes, small amounts as often as large ones. The
 * model raises an accident rate below 0.5 % to it, so none is asked.
 */
function drawn(seed, count) {
  const next = random(seed)
  const one = (list) => list[Math.floor(next() * list.length)]
  const days = ['2026-01-01', '2026-02-28', '2026-03-01', '2026-05-31', '2026-06-01', '2026-07-01', '2026-12-31']
  return Array.from({ length: count }, () => {
    const date = one(days)
    const weeklyHours = one([null, null, null, 35, 3.5, 8, 10.5, 17.5, 20, 24.5, 28, 32])
    const least = weeklyHours === null ? 100 : Math.ceil(minimumWage(date) * weeklyHours * 52 / 12 * 100) / 100
    return {
      date,
      headcount: one([5, 20, 60]),
      gross: Math.round(least * Math.pow(15000 / least, next()) * 100) / 100,
      weeklyHours,
      executive: next() < 0.25,
      mutualEmployer: next() < 0.3 ? Math.round(1000 + next() * 7000) / 100 : 0,
      accident: one([2.08, 0.5, 0.64, 0.84, 1.1, 2.5, 6.33]),
      mobility: one([0, 0, 0.55, 1.5, 3.2]),
    }
  })
}

const manifest = (name) => new URL(`./node_modules/${name}/package.json`, import.meta.url)
const asked = ['modele-social', 'publicodes']
  .map((name) => `${name} ${JSON.parse(readFileSync(manifest(name))).version}`).join(' and ')
const neutral = rules["impôt . taux neutre d'impôt sur le revenu"].variations[0].alors.grille.tranches
  .map((b) => `${b.plafond === undefined ? '' : parseFloat(b.plafond)}:${parseFloat(b.montant)}`).join(' ')

const write = (cases) => [
  `# npm ${asked}, both MIT licence, asked by tests/oracles/pay/state-model.mjs`,
  `# neutral rates ${neutral}`,
  [...terms, 'reduction', 'coefficient', 'cost', 'net', 'taxable', 'social', ...lines].join(';'),
  ...cases.map(judge),
].join('\n') + '\n'

const [, , what, seed, count] = process.argv
if (what === 'stored') {
  const file = new URL('../../Essaim.Domain.Tests/Payroll/state-model.csv.gz', import.meta.url)
  writeFileSync(file, gzipSync(write([...edges(), ...drawn(2026, 3000)]), { level: 9 }))
} else if (what === 'fresh') {
  process.stdout.write(write(drawn(Number(seed), Number(count))))
} else {
  console.error('node state-model.mjs stored | fresh SEED COUNT')
  process.exit(2)
}
