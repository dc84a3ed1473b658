namespace Crm.Contacts.Duplicates.Linkage;

/// <summary>
/// The parameters of Fellegi and Sunter (1969), with a third kind of pair beside one person's (m) and two strangers' (u): two people of one household (h), who agree on family name,
/// address, phone and often e-mail. For each field and level they say how often pairs of a kind fall into it. An empty field weighs nothing; a rare name weighs more than a common one.
/// </summary>
internal sealed class Weights
{
    private const double MostForRarity = 6;
    private const int FewRecords = 500;

    /// <summary>The share of records of one person that give two homes.</summary>
    private const double Moved = 0.1;

    /// <summary>How often people of one town share the post code.</summary>
    private const double SamePostcode = 0.5;

    private double[][]? _matchBits;
    private double[][]? _strangerBits;
    private double[][]? _relativeBits;

    /// <summary>m of each field (by <see cref="FieldKind"/>) and level, the first level at 1; index 0 is not used.</summary>
    public double[][] Match { get; init; } = [];

    /// <summary>u of each field and level.</summary>
    public double[][] Stranger { get; init; } = [];

    /// <summary>h of each field and level.</summary>
    public double[][] Relative { get; init; } = [];

    /// <summary>The share of one person's pairs among all pairs of the records.</summary>
    public double PriorMatch { get; init; }

    /// <summary>The share of one household's pairs among them.</summary>
    public double PriorRelative { get; init; }

    /// <summary>How frequent each name and town is, as a share of those who have one; what is missing is as rare as the value "".</summary>
    public Dictionary<FieldKind, Dictionary<string, double>> Frequencies { get; init; } = [];

    /// <summary>What is used until a tenant has people enough to learn from; figures typical of address files.</summary>
    public static Weights Usual { get; } = new()
    {
        PriorMatch = 1e-4,
        PriorRelative = 1e-3,
        Match =
        [
            [0, .80, .10, .03, .02, .05], [0, .85, .08, .02, .005, .045], [0, .85, .08, .02, .02, .03], [0, .80, .08, .12], [0, .75, .15, .10], [0, .60, .15, .25],
            [0, .80, .08, .12], [0, .80, .08, .12], [0, .90, .03, .07], [0, .65, .12, .05, .18], [0, .60, .08, .32],
        ],
        Stranger =
        [
            [0, .005, .010, .050, .030, .905], [0, .003, .007, .030, .010, .950], [0, .0001, .002, .003, .020, .9749], [0, .010, .100, .890], [0, .002, .010, .988], [0, .005, .010, .985],
            [0, .010, .010, .980], [0, .005, .010, .985], [0, .200, .100, .700], [0, .00005, .003, .002, .99495], [0, .0001, .0005, .9994],
        ],
        Relative =
        [
            [0, .005, .010, .050, .030, .905], [0, .90, .05, .01, .005, .035], [0, .003, .004, .003, .020, .970], [0, .95, .02, .03], [0, .95, .03, .02], [0, .80, .08, .12],
            [0, .97, .02, .01], [0, .97, .02, .01], [0, .97, .01, .02], [0, .25, .05, .05, .65], [0, .50, .02, .48],
        ],
    };

    /// <summary>The usual weights among so many records: one in ten has a double, each has one relative.</summary>
    public static Weights UsualFor(int records)
        => new() { Match = Usual.Match, Stranger = Usual.Stranger, Relative = Usual.Relative, PriorMatch = 0.2 / Math.Max(FewRecords, records), PriorRelative = 2.0 / Math.Max(FewRecords, records) };

    /// <summary>The probability for a score.</summary>
    public static double Probability(double score) => 1 / (1 + Math.Pow(2, -score));

    /// <summary>The weight in bits, prior odds included: 0 is as likely as not.</summary>
    public double Score(LinkRecord a, LinkRecord b, ulong vector)
    {
        var (given, other) = (Rarity(FieldKind.GivenName, a, b, vector), Rarity(FieldKind.FamilyName, a, b, vector) + Rarity(FieldKind.City, a, b, vector));
        var (match, stranger, relative) = Sums(vector);
        return match - Log2Sum(stranger - given - other, relative - given);
    }

    /// <summary>The weight without regard to rarity, for which the records need not be known.</summary>
    public double Score(ulong vector)
    {
        var (match, stranger, relative) = Sums(vector);
        return match - Log2Sum(stranger, relative);
    }

    /// <summary>The probabilities that a pair with that vector is one person's and that it is two people's of one household.</summary>
    public (double Match, double Relative) Shares(ulong vector)
    {
        var (match, stranger, relative) = Sums(vector);
        var all = Log2Sum(match, Log2Sum(stranger, relative));
        return (Math.Pow(2, match - all), Math.Pow(2, relative - all));
    }

    private static double Log2Sum(double a, double b)
    {
        var most = Math.Max(a, b);
        return most + Math.Log2(Math.Pow(2, a - most) + Math.Pow(2, b - most));
    }

    private static double[][] Logs(double[][] shares) => [.. shares.Select(row => row.Select((share, level) => level == 0 ? 0 : Math.Log2(share)).ToArray())];

    private (double Match, double Stranger, double Relative) Sums(ulong vector)
    {
        var (matchBits, strangerBits, relativeBits) = (_matchBits ??= Logs(Match), _strangerBits ??= Logs(Stranger), _relativeBits ??= Logs(Relative));
        var (match, stranger, relative) = (Math.Log2(PriorMatch), Math.Log2(1 - PriorMatch - PriorRelative), Math.Log2(PriorRelative));
        var (matchHome, strangerHome) = (0.0, 0.0);
        for (var field = 0; field < matchBits.Length; field++)
        {
            var level = Comparison.Level(vector, (FieldKind)field);
            relative += relativeBits[field][level];
            if (IsOfHome((FieldKind)field))
            {
                matchHome += matchBits[field][level];
                strangerHome += strangerBits[field][level];
            }
            else
            {
                match += matchBits[field][level];
                stranger += strangerBits[field][level];
            }
        }

        // Who moved differs in the whole address at once; who lives in one's town shares its post code.
        strangerHome += OneTown(vector, strangerBits);
        return (match + Log2Sum(Math.Log2(1 - Moved) + matchHome, Math.Log2(Moved) + strangerHome), stranger + strangerHome, relative);
    }

    private static double OneTown(ulong vector, double[][] bits)
    {
        var (city, postcode) = (Comparison.Level(vector, FieldKind.City), Comparison.Level(vector, FieldKind.Postcode));
        return city is 1 or 2 && postcode is 1 or 2 ? Math.Log2(SamePostcode) - Math.Max(bits[(int)FieldKind.City][city], bits[(int)FieldKind.Postcode][postcode]) : 0;
    }

    private static bool IsOfHome(FieldKind kind)
        => kind is FieldKind.StreetNumber or FieldKind.Street or FieldKind.AddressLine or FieldKind.City or FieldKind.Postcode or FieldKind.Region;

    // u of full agreement is an average over all values; this puts the value's own frequency in its place.
    private double Rarity(FieldKind kind, LinkRecord a, LinkRecord b, ulong vector)
    {
        if (Comparison.Level(vector, kind) != 1 || !Frequencies.TryGetValue(kind, out var known) || known.Count == 0 || a[kind]?.Text is not { } value || value != b[kind]?.Text)
        {
            return 0;
        }

        var frequency = known.TryGetValue(value, out var found) ? found : known[""];
        return Math.Clamp(Math.Log2(Stranger[(int)kind][1] / frequency), -MostForRarity, MostForRarity);
    }
}
