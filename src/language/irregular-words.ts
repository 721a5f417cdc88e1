/**
 * English verbs of business whose past does not end in -ed, and a few words that are too short for a stemmer:
 * each form by its base. A question asks who did "bring in" what the document says was "brought in".
 */
const FORMS = `
bear bore borne
become became
begin began begun
break broke broken
bring brought
build built
buy bought
choose chose chosen
come came
deal dealt
draw drew drawn
drive drove driven
fall fell fallen
feel felt
find found
get got gotten
give gave given
go went gone goes
grow grew grown
hear heard
hold held
keep kept
know knew known
lay laid
lead led
leave left
lend lent
let lets
lose lost
make made
mean meant
meet met
outgrow outgrew outgrown
oversee oversaw overseen
pay paid
put puts
rise rose risen
run ran runs
say said
see saw seen
seek sought
sell sold
send sent
set sets
show shown
speak spoke spoken
spend spent
stand stood
take took taken
teach taught
tell told
think thought
undergo underwent undergone
understand understood
undertake undertook undertaken
use used uses using
win won
withdraw withdrew withdrawn
write wrote written
`;

const BASES = new Map(
  FORMS.trim()
    .split('\n')
    .flatMap((line) => {
      const [base, ...forms] = line.split(' ');
      return forms.map((form) => [form, base!] as const);
    }),
);

/** The base of an irregular form; any other lower-case word as it is. */
export function baseOf(word: string): string {
  return BASES.get(word) ?? word;
}
