// Writes the fixture that judges our payslips: what the State's open model says, line by line, in whole cents.
// Usage: npm install && node state-model.mjs > ../../Essaim.Domain.Tests/Payroll/state-model-cases.json
import { readFileSync } from 'node:fs'
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

const bands = { 10: 'moins de 11', 49: 'moins de 50', 149: 'moins de 150', 250: 'plus de 250' }

function value(rule) {
  if (rule === null) return 0
  if (Array.isArray(rule)) return rule.reduce((sum, r) => sum + value(r), 0)
  const found = engine.evaluate(rule).nodeValue
  return typeof found === 'number' ? found : 0
}

// Half a cent goes up. The small push undoes binary fractions that fall just short of a half.
const cents = (euros) => Math.round(euros * 100 + 1e-6)
const both = (pair) => [value(pair[0]), value(pair[1])]

function situate({ date, headcount, gross, weeklyHours, executive, mutualEmployer }) {
  const [year, month, day] = date.split('-')
  const situation = {
    date: `${day}/${month}/${year}`,
    'salarié . contrat': "'CDI'",
    'salarié . contrat . statut cadre': executive ? 'oui' : 'non',
    'entreprise . salariés . effectif . seuil': `'${bands[headcount]}'`,
    'salarié . cotisations . prévoyances . santé . montant': `${2 * mutualEmployer} €/mois`,
    'salarié . contrat . salaire brut': `${gross} €/mois`,
  }
  if (weeklyHours !== null) {
    const partTime = 'salarié . contrat . temps de travail . temps partiel'
    situation[partTime] = 'oui'
    situation[partTime + ' . heures par semaine'] = `${weeklyHours} heures/semaine`
  }
  engine.setSituation(situation)
}

function judge(terms) {
  const lines = {}
  const put = (name, [employee, employer]) => {
    const pair = [cents(employee), cents(employer)]
    if (pair[0] !== 0 || pair[1] !== 0) lines[name] = pair
  }
  situate(terms)
  for (const [name, pair] of Object.entries(plain)) put(name, both(pair))
  const whole = Object.fromEntries(Object.entries(bracketed).map(([name, pair]) => [name, both(pair)]))
  const ceiling = value('salarié . temps de travail . plafond sécurité sociale')
  const reduction = cents(value(C + 'exonérations . RGDU'))
  const coefficient = reduction === 0 ? 0 : value(C + 'exonérations . RGDU . coefficient')
  const first = terms.gross > ceiling ? (situate({ ...terms, gross: ceiling }), true) : false
  for (const [name, pair] of Object.entries(bracketed)) {
    const one = first ? both(pair) : whole[name]
    put(name + '-1', one)
    put(name + '-2', whole[name].map((sum, side) => sum - one[side]))
  }
  return { ...terms, reduction, coefficient, lines }
}

function cases() {
  const list = []
  const add = (date, headcount, gross, weeklyHours = null, executive = false, mutualEmployer = 0) =>
    list.push({ date, headcount, gross, weeklyHours, executive, mutualEmployer })
  for (const [date, wage] of [['2026-01-15', 12.02], ['2026-07-01', 12.31]]) {
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

const manifest = (name) => new URL(`./node_modules/${name}/package.json`, import.meta.url)
const asked = ['modele-social', 'publicodes']
  .map((name) => `${name} ${JSON.parse(readFileSync(manifest(name))).version}`).join(' and ')
const neutral = rules["impôt . taux neutre d'impôt sur le revenu"].variations[0].alors.grille.tranches
  .map((b) => [b.plafond === undefined ? null : parseFloat(b.plafond), parseFloat(b.montant)])
const judged = cases().map((c) => '    ' + JSON.stringify(judge(c)))
console.log(`{
  "provenance": "npm ${asked}, both MIT licence, asked by tests/oracles/pay/state-model.mjs",
  "rounding": "each line of the model, which does not round, to the cent, halves up: [employee, employer] in cents",
  "neutralRates": ${JSON.stringify(neutral)},
  "cases": [
${judged.join(',\n')}
  ]
}`)
