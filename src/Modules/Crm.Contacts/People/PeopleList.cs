using System.Linq.Expressions;
using Crm.Contacts.Lists;
using Crm.Contacts.Points;
using Crm.Contacts.Segments;
using Crm.Kernel.Data;
using LinqToDB.Async;
using static Crm.Contacts.Lists.ListOrder<Crm.Contacts.People.PersonIndex>;

namespace Crm.Contacts.People;

/// <summary>Conditions of the list of people; null or empty means any.</summary>
/// <param name="Segment">Id of a segment.</param>
/// <param name="Where">Conditions as JSON, see <see cref="Segments.Conditions.ConditionJson"/>.</param>
internal sealed record PeopleFilter(string? Search, string? Stage, string? Owner, string? Segment = null, string? Where = null)
{
    /// <summary>As it stands in an address, by its names there; what is empty is left out.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Query => new Dictionary<string, string?> { ["q"] = Search, ["stage"] = Stage, ["owner"] = Owner, ["segment"] = Segment, ["where"] = Where }.Where(pair => !string.IsNullOrEmpty(pair.Value));
}

/// <summary>The ids of the people before and after somebody; null at the ends.</summary>
internal sealed record Neighbours(string? Previous, string? Next);

/// <summary>Reads the list of people: search, filters, orders, pages, count.</summary>
internal sealed class PeopleList(ISession session, HomeCountry country, AskedPeople asked) : ContactList<PersonIndex>
{
    private static readonly ListOrder<PersonIndex> ByName = new("name", Key(row => row.SortKey));
    private static readonly ListOrder<PersonIndex> ByCity = new("city", Key(row => row.CityKey), Key(row => row.SortKey));
    private static readonly ListOrder<PersonIndex> ByBirth = new("birth", Key(row => row.BirthKey));
    private static readonly ListOrder<PersonIndex> ByModified = new("modified", Key(row => row.ModifiedUtc));
    private static readonly ListOrder<PersonIndex> BySince = new("since", Key(row => row.StageSince));
    private static readonly ListOrder<PersonIndex> ByNumber = new("number", Key(row => row.Number));
    private static readonly ListOrder<PersonIndex> ByAdded = new("added");

    /// <summary>The orders offered under that filter to who sees so much; each has its index, none tells of a hidden field.</summary>
    public static IReadOnlyList<ListOrder<PersonIndex>> Orders(PeopleFilter filter, ContactSight sight)
    {
        var filtered = !string.IsNullOrEmpty(filter.Stage) || !string.IsNullOrEmpty(filter.Owner) || !sight.Scope.IsAll;
        return
        [
            .. sight.Names ? (ListOrder<PersonIndex>[])[ByName] : [],
            .. !filtered && sight is { Towns: true, Names: true } ? (ListOrder<PersonIndex>[])[ByCity] : [],
            .. !filtered && sight.BirthDates ? (ListOrder<PersonIndex>[])[ByBirth] : [],
            ByModified,
            .. !string.IsNullOrEmpty(filter.Stage) && string.IsNullOrEmpty(filter.Owner) && sight is { Stages: true, Scope.IsAll: true } ? (ListOrder<PersonIndex>[])[BySince] : [],
            .. !filtered && sight.Numbers ? (ListOrder<PersonIndex>[])[ByNumber] : [],
            .. !filtered ? (ListOrder<PersonIndex>[])[ByAdded] : [],
        ];
    }

    /// <inheritdoc/>
    public override string ContentType => ContactTypes.Person;

    /// <inheritdoc/>
    protected override IQueryable<PersonIndex> All => session.QueryIndex<PersonIndex>();

    /// <summary>One page.</summary>
    public async Task<ListPage<PersonIndex>> ReadAsync(PeopleFilter filter, ListRequest request, ContactSight sight, CancellationToken cancellationToken)
    {
        // Words are asked of their index first; what they leave is sorted as a whole.
        var (rows, condition) = string.IsNullOrWhiteSpace(filter.Search)
            ? (Narrowed(filter, sight), await ConditionAsync(filter, sight, cancellationToken))
            : (await MatchingAsync(filter, sight, gather: false, cancellationToken), null);
        var page = await ListPage<PersonIndex>.ReadAsync(rows, sight.Scope, row => row.Owner, Orders(filter, sight), request, cancellationToken, condition);
        return page with { Rows = [.. page.Rows.Select(sight.Show)] };
    }

    /// <summary>Those that the filter chooses and that are seen, to be counted further.</summary>
    public async Task<IQueryable<PersonIndex>> SeenAsync(PeopleFilter filter, ContactSight sight, CancellationToken cancellationToken)
        => sight.Of(await MatchingAsync(filter, sight, gather: true, cancellationToken));

    /// <summary>How many there are.</summary>
    public async Task<int> CountAsync(PeopleFilter filter, ContactSight sight, CancellationToken cancellationToken)
        => await sight.Of(await MatchingAsync(filter, sight, gather: true, cancellationToken)).CountAsync(cancellationToken);

    /// <summary>Who stands before and after that person in the list by name.</summary>
    public async Task<Neighbours> NeighboursAsync(string contentItemId, ContactSight sight, CancellationToken cancellationToken)
    {
        var rows = sight.Of(All);
        if (!sight.Names || await rows.Where(row => row.ContentItemId == contentItemId).FirstOrDefaultAsync(cancellationToken) is not { } person)
        {
            return new Neighbours(null, null);
        }

        var place = ByName.CursorOf(person);
        return new Neighbours(
            await ByName.Sort(ByName.Beyond(rows, place, down: true), down: true).Select(row => row.ContentItemId).FirstOrDefaultAsync(cancellationToken),
            await ByName.Sort(ByName.Beyond(rows, place, down: false), down: false).Select(row => row.ContentItemId).FirstOrDefaultAsync(cancellationToken));
    }

    /// <inheritdoc/>
    protected override async Task<IQueryable<PersonIndex>> MatchingAsync(PeopleFilter filter, ContactSight sight, bool gather, CancellationToken cancellationToken)
    {
        var rows = Narrowed(filter, sight);
        if (await ConditionAsync(filter, sight, cancellationToken) is { } condition)
        {
            rows = rows.Where(condition);
        }

        return await ContactSearch.MatchingAsync(session, rows, SearchText.Parse(filter.Search, await country.GetAsync()), sight, gather, cancellationToken);
    }

    private IQueryable<PersonIndex> Narrowed(PeopleFilter filter, ContactSight sight)
    {
        var rows = All;
        if (!string.IsNullOrEmpty(filter.Stage) && sight.Stages)
        {
            rows = rows.Where(row => row.Stage == filter.Stage);
        }

        return string.IsNullOrEmpty(filter.Owner) ? rows : rows.Where(row => row.Owner == filter.Owner);
    }

    // What cannot be asked finds nobody: a bulk act or an export must never reach more people than the list shows.
    private async Task<Expression<Func<PersonIndex, bool>>?> ConditionAsync(PeopleFilter filter, ContactSight sight, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(filter.Segment) && string.IsNullOrEmpty(filter.Where))
        {
            return null;
        }

        var condition = await asked.ReadAsync(filter, sight.User, cancellationToken);
        return condition.Fault is null ? condition.Where : _ => false;
    }
}
