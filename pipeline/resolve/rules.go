package resolve

// Rules numbers the rules of this package and of those it decides with: who issues, how
// numbers are spelt, how claims are written down. It is raised with every change after
// which some citation means something else, or a claim reads otherwise; a catalogue
// resolved by another number is resolved anew. TestRules tells when it must be.
const Rules = 15
