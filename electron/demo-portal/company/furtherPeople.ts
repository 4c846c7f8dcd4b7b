import { mailDomain } from './company'
import type { NamedPerson } from './namedPerson'

/**
 * Named people of the whole company, from id 66 up; in a company of 100 everybody below is as in one of 60. What is
 * the matter with whom stands in the tests' truth.
 */
export const furtherPeople: readonly NamedPerson[] = [
  { id: 66, name: 'Orla', lastName: 'Teal', departmentId: 9, position: 'Sales Manager', registeredDaysAgo: 1900, lastLoginHoursAgo: 540 * 24, changedDaysAgo: 3 },
  { id: 67, name: 'Sven', lastName: 'Dunlin', email: 'sven.dunlin@freemail.example', login: 'google_1187362', departmentId: 7, position: 'Sailmaker', registeredDaysAgo: 120, lastLoginHoursAgo: 30 },
  { id: 68, name: 'Ravi', lastName: 'Avocet', login: 'ravi.avocet@freemail.example', departmentId: 7, position: 'Joiner', registeredDaysAgo: 420, lastLoginHoursAgo: 90 },
  { id: 69, name: 'Inga', lastName: 'Skua', email: 'inga.skua@nordic.harbourpine.example', departmentId: 9, position: 'Sales Manager', registeredDaysAgo: 640, lastLoginHoursAgo: 12 },
  { id: 70, name: 'Zora', lastName: 'Martin', login: 'zora.m@freemail.example', departmentId: 3, position: 'Accountant', registeredDaysAgo: 250, lastLoginHoursAgo: 9 },
  { id: 71, name: 'Milo', lastName: 'Bunting', email: '', login: '+44 7700 900171', departmentId: 11, position: 'Driver', registeredDaysAgo: 80, lastLoginHoursAgo: 40, mobile: '+44 7700 900171' },
  { id: 72, name: 'Petra', lastName: 'Godwit', departmentId: 3, position: 'Bookkeeper', registeredDaysAgo: 530, lastLoginHoursAgo: 27, mobile: '+44 7700 900172' },
  { id: 73, name: 'Tarek', lastName: 'Ibis', departmentId: 5, position: 'Storekeeper', registeredDaysAgo: 310, lastLoginHoursAgo: 21 * 24 },
  { id: 74, name: 'Ines', lastName: 'Curlew', login: `ines.curlew@${mailDomain}`, departmentId: 16, position: 'Customer Adviser', registeredDaysAgo: 900, lastLoginHoursAgo: 100 * 24, changedDaysAgo: 99, active: false },
  { id: 75, name: 'Ines', lastName: 'Curlew', email: `ines.curlew2@${mailDomain}`, departmentId: 16, position: 'Customer Adviser', registeredDaysAgo: 20, lastLoginHoursAgo: 18 },
  { id: 76, name: 'Anna', lastName: 'Siskin', departmentId: 9, position: 'Sales Assistant', registeredDaysAgo: 260, lastLoginHoursAgo: 22 },
  { id: 77, name: 'Anne', lastName: 'Siskin', departmentId: 9, position: 'Sales Assistant', registeredDaysAgo: 11, confirmCode: 'p2t6x8ge' },
  // the last letter of the first name in the address is Cyrillic
  { id: 79, name: 'Vera', lastName: 'Pipit', email: `ver\u0430.pipit@${mailDomain}`, departmentId: 5, position: 'Packer', registeredDaysAgo: 8, confirmCode: 'd6r3k9mh' },
  { id: 80, name: 'Otto', lastName: 'Smew', email: 'otto.smew+bitrix@freemail.example', departmentId: 7, position: 'Painter', registeredDaysAgo: 140, lastLoginHoursAgo: 55 },
  { id: 81, name: 'Bram', lastName: 'Gadwall', email: 'bram.gadwall@nomail.example', departmentId: 11, position: 'Driver', registeredDaysAgo: 12, confirmCode: 'w8f2j5qa' },
  { id: 82, name: 'Mia', lastName: 'Knot', email: 'mia.knot@harborpine.example', departmentId: 3, position: 'Personnel Officer', registeredDaysAgo: 5, active: false, confirmCode: 'g4z7n3vc' },
  { id: 83, name: 'Jens', lastName: 'Scaup', email: 'jens.scaup@habourpine.example', departmentId: 7, position: 'Boat Builder', registeredDaysAgo: 16 },
  { id: 84, name: 'Faye', lastName: 'Wigeon', email: `parts@${mailDomain}`, login: `parts@${mailDomain}`, departmentId: 5, position: 'Warehouse Clerk', registeredDaysAgo: 1500, lastLoginHoursAgo: 60 * 24, changedDaysAgo: 59, active: false },
  { id: 85, name: 'Rolf', lastName: 'Pochard', email: `parts@${mailDomain}`, login: `rolf.pochard@${mailDomain}`, departmentId: 5, position: 'Warehouse Clerk', registeredDaysAgo: 58, lastLoginHoursAgo: 19 },
  { id: 86, name: 'Iris', lastName: 'Brambling', email: 'iris.brambling@timberyard.example', groupIds: [2], type: 'extranet', position: 'Timber Supplier', registeredDaysAgo: 7, confirmCode: 'k5b9t2ru' },
  { id: 87, name: 'Noel', lastName: 'Fulmar', email: 'noel.fulmar@timberyard.example', groupIds: [2], type: 'extranet', position: 'Timber Supplier', registeredDaysAgo: 190, lastLoginHoursAgo: 44 },
  { id: 88, name: 'Sol', lastName: 'Gannet', email: 'sol.gannet@quickpost.example', type: 'email', position: '', registeredDaysAgo: 60 },
  { id: 89, name: 'Pavel', lastName: 'Merlin', email: 'pavel.merlin@bluegull.example', isIntegrator: true, departmentId: 14, position: 'Integrator', registeredDaysAgo: 350, lastLoginHoursAgo: 70 },
  { id: 90, name: 'Harbour Bot', lastName: '', email: `bot@${mailDomain}`, type: 'bot', position: '', registeredDaysAgo: 400 },
  { id: 92, name: 'Greta', lastName: 'Linnet', email: 'greta.linnet@freemail.example', departmentId: 9, position: 'Sales Assistant', registeredDaysAgo: 1000, lastLoginHoursAgo: 35 * 24, changedDaysAgo: 34, active: false },
  { id: 93, name: 'Theo', lastName: 'Dotterel', departmentId: 3, position: 'Accountant', registeredDaysAgo: 2000, lastLoginHoursAgo: 14 },
  { id: 94, name: 'Ruth', lastName: 'Garganey', departmentId: 16, position: 'Customer Adviser', registeredDaysAgo: 3, confirmCode: 'm7c4y6xs' },
  { id: 95, name: 'Amos', lastName: 'Nuthatch', login: '+44 7700 900195', departmentId: 11, position: 'Driver', registeredDaysAgo: 700, lastLoginHoursAgo: 50 * 24, mobile: '+44 7700 900195' },
  { id: 96, name: 'Lucía', lastName: 'Peñalver', email: `lucia.penalver@${mailDomain}`, departmentId: 9, position: 'Sales Manager', registeredDaysAgo: 480, lastLoginHoursAgo: 4 },
  { id: 97, name: 'Δανάη', lastName: 'Κίχλη', email: `danai.kichli@${mailDomain}`, login: 'facebook_5520931', departmentId: 7, position: 'Sailmaker', registeredDaysAgo: 36, lastLoginHoursAgo: 15 },
  { id: 98, name: '梅', lastName: '李', email: 'mei.li@werft-köln.example', departmentId: 7, position: 'Painter', registeredDaysAgo: 10, confirmCode: 'r9d5h3kb' },
  { id: 99, name: 'ليلى', lastName: 'هدهد', email: `layla.hudhud@${mailDomain}`, departmentId: 3, position: 'Personnel Officer', registeredDaysAgo: 13 },
  { id: 100, name: 'Işıl', lastName: 'Çulluk', email: `isil.culluk@${mailDomain}`, departmentId: 9, position: 'Sales Assistant', registeredDaysAgo: 220, lastLoginHoursAgo: 46 },
  { id: 101, name: 'Surya', lastName: '', email: `surya@${mailDomain}`, departmentId: 14, position: 'System Administrator', registeredDaysAgo: 610, lastLoginHoursAgo: 16 },
  { id: 102, name: 'Niamh', lastName: "O'Dwyer-Grouse", email: `niamh.o'dwyer@${mailDomain}`, departmentId: 16, position: 'Customer Adviser', registeredDaysAgo: 330, lastLoginHoursAgo: 24 },
  { id: 103, name: 'שרה', lastName: 'דרור', email: 'sarah.dror@harbourpine-boats.example', departmentId: 9, position: 'Sales Manager', registeredDaysAgo: 410, lastLoginHoursAgo: 38 },
  { id: 105, name: 'Kofi', lastName: 'Turnstone', email: 'kofi.turnstone@quickpost.example', departmentId: 5, position: 'Packer', registeredDaysAgo: 48, confirmCode: 'v3s8p6nd' },
  { id: 106, name: 'Ilse', lastName: 'Whimbrel', departmentId: 3, position: 'Accountant', registeredDaysAgo: 870, lastLoginHoursAgo: 10 },
  { id: 107, name: 'Ilse', lastName: 'Whimbrel', email: `i.whimbrel@${mailDomain}`, departmentId: 5, position: 'Storekeeper', registeredDaysAgo: 290, lastLoginHoursAgo: 63 },
  { id: 108, name: 'Marek', lastName: 'Chough', departmentId: 7, position: 'Boat Builder', registeredDaysAgo: 760, lastLoginHoursAgo: 28 * 24, changedDaysAgo: 27, active: false },
]
