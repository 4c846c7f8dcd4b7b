/** Mailboxes of a task, not of a person (RFC 2142 and what companies print on their cards), written without separators. */
const roles = new Set(
  (
    'info infos information contact contacts contactus office mail email post postmaster webmaster hostmaster admin administrator root abuse noc security support help helpdesk service services servicedesk it itsupport edv ' +
    'sales sale marketing press media pr news newsletter team hello hi welcome reception frontdesk dispatch orders order shop store booking bookings reservations reservation ' +
    'billing invoice invoices accounting accounts finance payroll legal hr jobs job career careers recruiting recruitment purchasing procurement logistics warehouse production management secretary secretariat director ceo ' +
    'noreply donotreply mailerdaemon usenet ftp www feedback partners partner customerservice customercare privacy dpo enquiries enquiry inquiries general everybody everyone all staff students ' +
    'buchhaltung rechnung rechnungen vertrieb verkauf einkauf versand lager personal personalabteilung bewerbung bewerbungen karriere kontakt zentrale empfang sekretariat verwaltung geschaeftsfuehrung geschäftsführung gf kundenservice kundendienst werkstatt technik presse datenschutz bestellung bestellungen auftrag auftraege aufträge poststelle buero büro anfrage anfragen ' +
    'prodazhi prodaji otdelprodazh buh buhg buhgalter buhgalteria buhgalteriya buhgalterya bux zakaz zakazy zakupki snab sklad kadry otdelkadrov priem priemnaya priyomnaya sekretar sekretariat direktor ofis pochta zayavka zayavki podderzhka rassylka reklama dostavka magazin yurist urist ' +
    'инфо офис почта продажи бухгалтерия бухгалтер заказ заказы закупки склад кадры приемная приёмная секретарь директор поддержка реклама доставка магазин отделпродаж отделкадров контакт контакты'
  ).split(' '),
)

/** Such an address is likely to be handed on, and to be taken already (bitrix24.md §5, 6). */
export function isRoleMailbox(local: string): boolean {
  if (local.length > 64) return false
  const name = (local.toLowerCase().split('+')[0] ?? '').replaceAll(/[._-]/g, '').replace(/\d{1,4}$/, '')
  return roles.has(name)
}
