/**
 * Names by culture. `Jürgen=juergen` gives the spelling for the address where it is not simply lower case, `_` is a
 * space inside a name, and `-` no family name at all. Family names in addresses are different in every culture, so that
 * no two cultures can make the same address.
 */
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
    last: 'Bäcker=baecker Dörfler=doerfler Frühauf=fruehauf Großmann=grossmann Hübner=huebner Köhler=koehler Löwe=loewe Müller=mueller Schäfer=schaefer Schröder=schroeder Weiß=weiss',
  },
  {
    sign: 'c',
    first: 'Анна=anna Богдан=bogdan Вера=vera Дмитрий=dmitry Елена=elena Илья=ilya Ксения=ksenia Максим=maxim Ольга=olga Семён=semyon Юлия=yulia Зінаїда=zinaida',
    last: 'Бондаренко=bondarenko Гончаренко=goncharenko Коваленко=kovalenko Лысенко=lysenko Марченко=marchenko Савченко=savchenko Тимошенко=timoshenko Шевченко=shevchenko Щербицкий=shcherbitsky',
  },
  {
    sign: 'w',
    first: 'Agnieszka Łukasz=lukasz Chloé=chloe Zoë=zoe José=jose Søren=soeren Žofie=zofie Ştefan=stefan Þóra=thora',
    last: 'Wiśniewska=wisniewska Peña=pena Sørensen=soerensen Dvořák=dvorak Lefèvre=lefevre Åkesson=aakesson Ștefănescu=stefanescu Þorsteinsdóttir=thorsteinsdottir',
  },
  {
    sign: 'i',
    first: 'Aoife Anne-Marie=anne-marie Jean-Luc=jean-luc Sinéad=sinead D’Arcy=darcy Ka’ahumanu=kaahumanu Nuala',
    last: "O'Byrne=obyrne O’Sullivan=osullivan D'Angelo=dangelo N'Diaye=ndiaye Smythe-Jones=smythe-jones Mac_Giolla_Bhríde=macgiollabhride D'Souza=dsouza",
  },
  {
    sign: 'r',
    first: 'Ελένη=eleni Γιώργος=giorgos Άννα=anna Κατερίνα=katerina Ξένια=xenia Σπύρος=spyros Ιωάννης=ioannis',
    last: 'Παπαδάκης=papadakis Γεωργίου=georgiou Οικονόμου=oikonomou Ζαχαρίας=zacharias Μαυρίδης=mavridis',
  },
  {
    sign: 'a',
    first: 'ليلى=layla عمر=omar فاطمة=fatima يوسف=yusuf مريم=maryam خالد=khalid نور=nour',
    last: 'الحداد=alhaddad النجار=alnajjar القاسم=alqasim منصور=mansour عبد_الرحمن=abdalrahman الشريف=alsharif',
  },
  {
    sign: 'h',
    first: 'נועה=noa דוד=david שרה=sarah יונתן=yonatan מאיה=maya אורי=ori',
    last: 'כהן=cohen לוי=levi מזרחי=mizrahi פרידמן=friedman בן_דוד=bendavid',
  },
  {
    sign: 'z',
    first: '伟=wei 秀英=xiuying 娜=na 敏=min 静=jing 建国=jianguo 𠮷祥=jixiang',
    last: '王=wang 李=li 张=zhang 刘=liu 陈=chen 欧阳=ouyang 司马=sima',
  },
  {
    sign: 'j',
    first: 'さくら=sakura 陽子=yoko ケンジ=kenji 大輔=daisuke ひなた=hinata 蓮=ren',
    last: '佐藤=sato 鈴木=suzuki 髙橋=takahashi 渡邊=watanabe 小鳥遊=takanashi 林=hayashi',
  },
  {
    sign: 'k',
    first: '민준=minjun 서연=seoyeon 지훈=jihoon 하은=haeun 도윤=doyun',
    last: '김=kim 이=yi 박=park 최=choi 남궁=namgung 제갈=jegal',
  },
  {
    sign: 'd',
    first: 'प्रिया=priya राहुल=rahul अनिता=anita विजय=vijay श्रुति=shruti कृष्ण=krishna',
    last: 'शर्मा=sharma गुप्ता=gupta मिश्र=mishra चतुर्वेदी=chaturvedi सिंह=singh',
  },
  {
    sign: 'v',
    first: 'Nguyệt=nguyet Đức=duc Hương=huong Quỳnh=quynh Thị_Mỹ_Hạnh=thimyhanh Tuấn=tuan',
    last: 'Nguyễn=nguyen Trần=tran Lê=le Phạm=pham Võ=vo Đặng=dang',
  },
  {
    sign: 't',
    first: 'สมชาย=somchai กนกวรรณ=kanokwan ปรีชา=preecha นภา=napha วีระ=weera',
    last: 'ศรีสุข=srisuk วงศ์ทอง=wongthong เจริญผล=charoenphon แสงจันทร์=saengchan',
  },
  {
    // dotted and dotless: lower case of these depends on the language
    sign: 'u',
    first: 'Işıl=isil İlker=ilker Çağrı=cagri Gülşen=gulsen Ilgın=ilgin Ömer=omer',
    last: 'Yıldız=yildiz İnönü=inonu Işık=isik Özgür=ozgur Şahin=sahin Dağlı=dagli',
  },
  {
    sign: 'o',
    first: 'Suryani Wibowo Björk=bjork Thant Ngozi Tenzin Madhavan Siti Üma=uema Kartika',
    last: '-',
  },
  {
    sign: 'l',
    first: 'Maria-Magdalena_Theresia_Josefina=mariamagdalena Alexandros-Konstantinos_Theodoros=alexandroskonstantinos Chukwuemeka_Oluwaseun_Ayodele=chukwuemeka Andriamanitra_Rakotomalala_Lalaina=andriamanitra',
    last: 'Freifrau_von_und_zu_Hohenstein-Lichtenfels-Rabenau=hohenstein-lichtenfels Fernández_de_Córdoba_y_Álvarez_de_las_Asturias=fernandezdecordoba Wetterleuchtenbergerstein-Oberwiesenthaler=wetterleuchtenberger Randrianarimalala-Ratsimbazafindrakoto=randrianarimalala',
  },
]

export const cultures: readonly Culture[] = sources.map(({ sign, first, last }) => ({ sign, firstNames: spell(first), lastNames: spell(last) }))

/** Who comes in which order: the same mixture in every forty people, every script among the first twenty-five. */
export const cultureOrder = 'egecrewiazegcjhekdeveuteogecleweceigwece'

function spell(names: string): readonly SpelledName[] {
  return names.split(' ').map((name) => {
    if (name === '-') return { written: '', inAddress: '' }
    const [source = '', inAddress = source.toLowerCase()] = name.split('=')
    return { written: source.replaceAll('_', ' '), inAddress }
  })
}
