using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Contacts.Segments.Conditions;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Contacts.Distribution;

/// <summary>How many people have a value, and the list of these.</summary>
/// <param name="Value">What is stored; null for those of whom it is not known.</param>
/// <param name="Label">As shown.</param>
/// <param name="Narrowing">What narrows the list of people to them.</param>
internal sealed record DistributionLine(string? Value, string Label, int People, PeopleFilter Narrowing);

/// <summary>How people are spread over the values of a trait. The people of all values and those of whom it is not known are the total.</summary>
/// <param name="Lines">A page of values, the commonest first, or in the order that the trait has.</param>
/// <param name="Unknown">Those of whom it is not known.</param>
/// <param name="Values">How many values there are.</param>
/// <param name="Shown">People of the values of this page and of the pages before.</param>
internal sealed record PeopleDistribution(int Total, IReadOnlyList<DistributionLine> Lines, DistributionLine Unknown, int Values, int Shown);

/// <summary>Counts people by a trait, under the filters and the rights of their list.</summary>
internal sealed class DistributionOfPeople(PeopleList people, ConditionJson json)
{
    /// <summary>Values on a page.</summary>
    public const int PageSize = 100;

    /// <summary>The distribution.</summary>
    /// <param name="from">How many values come before.</param>
    public async Task<PeopleDistribution> ReadAsync(Trait trait, PeopleFilter filter, ContactSight sight, int from, CancellationToken cancellationToken)
    {
        var rows = await people.SeenAsync(filter, sight, cancellationToken);
        var total = await rows.CountAsync(cancellationToken);
        var known = trait.Known(rows);
        var (values, all, before, page) = trait.Gather is { } gather
            ? Cut(gather(await known.ToListAsync(cancellationToken)), from)
            : await PageAsync(known, from, cancellationToken);
        var said = await trait.Say(page);
        return new PeopleDistribution(
            total,
            [.. page.Select(row => new DistributionLine(row.Value, said.GetValueOrDefault(row.Value) is { Length: > 0 } label ? label : row.Value, row.People, Narrowed(filter, trait.Ask(row))))],
            new DistributionLine(null, "", total - all, Narrowed(filter, trait.Ask(null))), values, before + page.Sum(row => row.People));
    }

    /// <summary>The map for a trait of place; null for another one. Areas have one as long as all live in France, for post codes of two countries begin alike: else the filter that keeps those of France is told.</summary>
    public async Task<(PlaceMap? Map, PeopleFilter? Within)> MapAsync(Trait trait, PeopleFilter filter, ContactSight sight, CancellationToken cancellationToken)
    {
        if (trait.Key is not ("country" or "area"))
        {
            return (null, null);
        }

        const string France = "FR";
        return trait.Key == "country" ? (PlaceMap.World, null)
            : await (await people.SeenAsync(filter, sight, cancellationToken)).AnyAsync(row => row.Postcode != "" && row.Country != France, cancellationToken) ? (null, Narrowed(filter, Traits.Rule("person.country", "is", France)))
            : (PlaceMap.France, null);
    }

    // Each question reads the people through: one page that holds all values answers the others too.
    private static async Task<(int Values, int All, int Before, IReadOnlyList<TraitRow> Page)> PageAsync(IQueryable<TraitRow> known, int from, CancellationToken cancellationToken)
    {
        var sorted = known.OrderByDescending(row => row.People).ThenBy(row => row.Value);
        var page = await sorted.Skip(from).Take(PageSize).ToListAsync(cancellationToken);
        return from == 0 && page.Count < PageSize
            ? (page.Count, page.Sum(row => row.People), 0, page)
            : (await known.CountAsync(cancellationToken), await known.SumAsync(row => (int?)row.People, cancellationToken) ?? 0,
                from == 0 ? 0 : await sorted.Take(from).SumAsync(row => (int?)row.People, cancellationToken) ?? 0, page);
    }

    private static (int Values, int All, int Before, IReadOnlyList<TraitRow> Page) Cut(IReadOnlyList<TraitRow> rows, int from)
        => (rows.Count, rows.Sum(row => row.People), rows.Take(from).Sum(row => row.People), [.. rows.Skip(from).Take(PageSize)]);

    // The conditions of the list and one more.
    private PeopleFilter Narrowed(PeopleFilter filter, RuleCondition one)
    {
        var present = json.Parse(filter.Where, []) ?? ConditionGroup.Everybody;
        var root = present.Match == GroupMatch.All ? present with { Of = [.. present.Of, one] } : new ConditionGroup(GroupMatch.All, [present, one]);
        return filter with { Where = ConditionJson.Write(root).ToJsonString() };
    }
}
