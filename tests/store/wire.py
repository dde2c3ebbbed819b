"""A wire report of our own, and what papers and templates make of such things."""

WIRE = """\
Kasumba will stop the export of cobalt hydroxide for four months from March 3, its ministry of mines said on Friday.
The country digs 71 percent of the cobalt that the world's battery makers use, and prices had fallen by half in a year.
Minister Aline Mukendi told reporters in Port Lemba that the quota board would meet again in June to look at stocks.
"We sell a metal that nobody can do without, and we sell it for less than it costs to dig," she said.
Two of the largest miners, Tamba Resources and the state's own Gecobal, said they would go on digging and store the ore.
Traders in Rotterdam expect that refiners in Asia hold enough hydroxide for about three months of work.
A tonne cost 21,500 dollars before the news and 24,300 dollars an hour after it, the exchange said.
Makers of cars have begun to use batteries without cobalt, which hold less but cost less too.
Analysts at Norsk Metall said that a longer stop would drive more of them that way.
The ministry of trade in Brussels said it was watching the matter and would speak with the government in Port Lemba.
Kasumba tried the same in 2018, when smugglers took the metal across the lake within weeks.
The union of mine workers asked for a promise that nobody would lose work while the trucks stand still.
"""

OTHER = """\
The harbour of Lindholm will get a second quay for grain ships after the council voted for it on Tuesday evening.
Work on the quay is to begin in autumn and to take two years, said the head of the harbour, Pia Strand.
It will cost 48 million crowns, of which the region pays a third and a fund for the coast the rest.
Farmers inland had asked for it since 2015, because trucks wait for half a day in the weeks after the harvest.
Two houses on the shore must go, and their owners have been offered plots on the hill above the old chapel.
Those against it say that the silt from the dredging will bury the mussel banks on which the town's cooks depend.
A first count of the birds in the bay is due in May, and the court may still ask for another before the first pile.
"""


def notice(town, tonnes, day):
    """One of a series that is alike but for what it is about."""
    return (
        f"The gas works of the Halden Valley will renew the mains in {town} from {day}. The works will lay {tonnes} "
        "feet of new plastic pipe in place of iron pipe that has been in the ground for longer than anyone knows. "
        "Streets stay open on one side while the crews work, and signs show the way around where they can't. "
        "Crews will knock at each door a day before the gas is turned off, and again when it can be lit. Those who "
        "heat with oil may ask for a connection at a lower price while the trench is open. They renew a tenth of "
        "the network each year since the regulator asked for it. The gas works serve a million homes in "
        "the valley and have done so since the town gas of the old coke ovens was given up."
    )
