/** Names by culture. `Jürgen=juergen` gives the spelling for the address where it is not simply lower case. */
interface CultureSource {
  readonly sign: string
  readonly first: string
  readonly last: string
}

export interface SpelledName {
  readonly written: string
  readonly inAddress: string
}

export interface Culture {
  readonly sign: string
  readonly firstNames: readonly SpelledName[]
  readonly lastNames: readonly SpelledName[]
}

const sources: readonly CultureSource[] = [
  {
    sign: 'e',
    first: 'Alice Amir Bella Calum Daisy Edwin Farah Grace Hugo Imran Isla Jonah Keira Leo Maisie Nadia Oscar Priya Quentin Rosa Sami Thea Uri Violet Warren Yara Zac',
    last: 'Ashdown Barlow Carver Denholm Ellwood Fairley Garrick Hollis Ingram Jessop Kendal Lovell Merrick Norwood Oakley Penrose Radley Selby Thorne Upton Varley Whitcombe Yardley',
  },
  {
    sign: 'g',
    first: 'Anke Björn=bjoern Dörte=doerte Falk Greta Heike Jürgen=juergen Käthe=kaethe Lothar Mareike Nils Rüdiger=ruediger Silke Uwe',
    last: "Bäcker=baecker Dörfler=doerfler Frühauf=fruehauf Großmann=grossmann Hübner=huebner Köhler=koehler Löwe=loewe Müller=mueller Schäfer=schaefer Schröder=schroeder Weiß=weiss",
  },
  {
    sign: 'c',
    first: 'Анна=anna Богдан=bogdan Вера=vera Дмитрий=dmitry Елена=elena Илья=ilya Ксения=ksenia Максим=maxim Ольга=olga Семён=semyon Юлия=yulia',
    last: 'Бондаренко=bondarenko Гончаренко=goncharenko Коваленко=kovalenko Лысенко=lysenko Марченко=marchenko Савченко=savchenko Тимошенко=timoshenko Шевченко=shevchenko',
  },
  {
    sign: 'w',
    first: 'Agnieszka Łukasz=lukasz Chloé=chloe Zoë=zoe José=jose Søren=soeren Žofie=zofie Nguyệt=nguyet Ελένη=eleni Γιώργος=giorgos',
    last: "Wiśniewska=wisniewska O'Byrne=obyrne Peña=pena Sørensen=soerensen Dvořák=dvorak Trần=tran Παπαδάκης=papadakis Lefèvre=lefevre Åkesson=aakesson",
  },
]

export const cultures: readonly Culture[] = sources.map(({ sign, first, last }) => ({ sign, firstNames: spell(first), lastNames: spell(last) }))

/** Who comes in which order: the same mixture in every twenty people. */
export const cultureOrder = 'egecewegeceegewecege'

function spell(names: string): readonly SpelledName[] {
  return names.split(' ').map((name) => {
    const [written = '', inAddress = written.toLowerCase()] = name.split('=')
    return { written, inAddress }
  })
}
