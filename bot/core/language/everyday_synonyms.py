"""Words that say the same in everyday English.

A question is read with them where it has a word that a pack does not know, and the pack has another of its
group.
"""

# A line has the words of one group. Forms that the stemmer brings together need no mention.
_GROUPS = """
company, firm, business, corporation, outfit
cost, price, expense, charge, bill, fee
money, cash, funds, dough
sum, amount, figure, total
begin, start, commence, began, begun, kick off, launch
end, finish, stop, cease, halt
close, shut, closure, shutdown, shutter
open, reopen, opening
buy, purchase, acquire, bought, acquisition
sell, sold, sale
repair, fix, mend, restore
demolish, demolition, knock down, tear down, pull down, raze, flatten
build, built, construct, construction, erect, builder
contractor, builders
job, work, task
boss, chief, head, leader, in charge
quit, resign, resignation, step down, stand down
leave, left, depart, departure, walk out, walk away, exit, pull out
kick out, throw out, force out, expel, evict, oust
fire, sack, lay off, dismiss
hire, appoint, recruit, employ, appointment
employee, staff, worker
user, customer, client
person, people, folk, human, individual
man, guy, bloke, dude
kid, child, children
reason, cause, motive
blame, fault, responsible, accountable
accuse, allege, allegation, accusation
deny, denial, dispute, reject, refute
refuse, decline, turn down, turn away, refusal
reply, respond, answer, response
ask, request, demand
permit, allow, let, permission, licence, license
ban, prohibit, outlaw, forbid, forbidden, banned, illegal, prohibition
law, legislation, statute
sue, lawsuit, court case, legal action, take to court
court, judge, tribunal
police, cop, law enforcement
regulator, watchdog, authority, authorities
government, state, minister
council, councillor
vote, ballot, poll
decide, decision, ruling
promise, pledge, vow, commit
plan, intend, intention, aim
report, study, survey, review
inquiry, investigation, investigate, probe, enquiry
letter, note, memo, memorandum
secret, confidential, hidden, private
publish, release, make public, reveal, disclose
paper, newspaper, press, journalist, reporter
article, story, piece
author, writer, wrote, write, written
warn, warning, alert, caution
claim, assert, insist
believe, think, reckon, opinion, view
admit, concede, acknowledge, confess
explain, explanation, account for
find, found, discover, detect, notice, spot
break, broke, broken, crack, split, damage
hole, gap, leak
big, large, size, huge, massive
small, little, tiny
long, length
deep, depth
wide, width
old, age
new, latest, recent
first, original, initial, earliest
former, previous, ex, predecessor
early, ahead of time
late, delay, overdue, behind schedule
quick, fast, rapid, soon
increase, rise, rose, grow, grew, go up, went up, climb
decrease, fall, fell, drop, decline in, go down, went down, dip, shrink
double, twice
lose, loss, lost
profit, earn, make money, gain, earning
pay, paid, payment
owe, owed, unpaid, debt, outstanding
withhold, withheld, hold back
spend, spent, expenditure, outlay
raise, collect, gather
give, gave, hand over, donate, donation, donor
steal, stole, theft, rob
hurt, injure, injury, wound, injured
die, death, dead, kill, fatal
shop, store
cafe, coffee shop, restaurant
house, home
town, village
city, metropolis
country, nation
abroad, overseas, foreign
move, relocate, relocation
live, reside, based, located
visit, visitor, attend, attendance
swim, swimmer, swimming, bather, bathe
car, vehicle, automobile
train, rail, railway
road, street
school, college
doctor, physician
hospital, clinic
ill, sick, illness, disease
war, conflict, fighting
attack, assault
weapon, gun
storm, gale, hurricane
flood, deluge
use, utilise, utilize
show, demonstrate, prove
help, assist, aid, assistance
change, alter, modify, replace
choose, pick, select
happen, occur, take place
hide, conceal, disguise, mask
trade, trading, deal
share, proportion, percentage, percent, fraction
part, portion
sign, signature, signed
petition, campaign
protest, demonstration, march
angry, furious, upset, outrage, groan
happy, glad, pleased, delighted
worry, concern, fear, afraid
hope, expect, anticipate
before, earlier, prior
after, afterwards, later
yearly, annual, annually
empty, drain, emptied, drained
fill, full
wall, barrier
machine, device, equipment
computer, laptop
phone, telephone, mobile
email, mail
internet, web, online, website, site
lie, false, untrue, fake
true, truth, correct, accurate
fine, penalty, punish, punishment
meet, meeting, gathering
crowd, audience, spectators
ticket, admission
season, summer
founder, founded, establish, set up, create
own, owner, belong
join, enter, sign up, register
member, membership
deadline, due date, time limit
result, outcome, consequence, effect, impact
problem, trouble, issue, difficulty
danger, risk, dangerous, unsafe, hazard
safe, safety, secure
check, verify, verification, inspect
identity, id, identification
rule, regulation
tax, duty
bank, lender
loan, borrow, lend
insure, insurance, insured
"""
EVERYDAY_SYNONYMS: tuple[tuple[str, ...], ...] = tuple(
    tuple(line.split(", ")) for line in _GROUPS.strip().splitlines()
)
"""Groups of words, each with the same meaning in most texts."""
