namespace Crm.Contacts.Demo;

/// <summary>How much of the demo to load. Each size holds the smaller ones: the first families are the same.</summary>
/// <param name="Families">Households.</param>
/// <param name="Members">People in them, each counted once; 0 where it comes as it comes.</param>
/// <param name="Contacts">Letters, calls and notes on their timelines; 0 where it comes as it comes.</param>
internal sealed record DemoSize(string Name, int Families, int Members, int Contacts)
{
    public static readonly DemoSize Mini = new("mini", 40, 0, 0);
    public static readonly DemoSize Standard = new("standard", 12_500, 40_000, 12_500);
    public static readonly DemoSize Large = new("large", 300_000, 1_000_000, 1_334_000);

    /// <summary>The sizes by name.</summary>
    public static readonly IReadOnlyList<DemoSize> All = [Mini, Standard, Large];

    /// <summary>The size of that name, or null.</summary>
    public static DemoSize? Find(string name) => All.FirstOrDefault(size => size.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>How many members the family of that number has, so that the sums of the sizes come out exactly.</summary>
    /// <param name="first">The first family that is not a special one, and the members and contacts before it.</param>
    public static int Share(int family, (int Family, int Count) first, Func<DemoSize, int> count)
    {
        var (from, before) = first;
        foreach (var size in (DemoSize[])[Standard, Large])
        {
            if (family < size.Families)
            {
                long span = size.Families - from, total = count(size) - before;
                return (int)(((family - from + 1) * total / span) - ((family - from) * total / span));
            }

            (from, before) = (size.Families, count(size));
        }

        return 3;
    }
}
