using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Kernel.Data;
using LinqToDB.Async;

namespace Crm.Contacts.Relations;

/// <summary>Somebody that a person is related to, as the person's page shows them.</summary>
/// <param name="Row">The relation.</param>
/// <param name="PersonId">The other one.</param>
/// <param name="Name">The other one's name; blank when the reader may not see it.</param>
/// <param name="Role">What the person of the page is to the other: "Godmother of".</param>
/// <param name="HasEnded">Whether it is over.</param>
internal sealed record Relative(RelationIndex Row, string PersonId, string Name, string Role, bool HasEnded);

/// <summary>Reads who is related to whom, from both ends.</summary>
internal sealed class Relatives(ISession session, RelationKinds kinds)
{
    /// <summary>The relations of a person to people that are seen, in the order of the kinds; those that are over come last.</summary>
    public async Task<IReadOnlyList<Relative>> OfAsync(string personId, DateOnly today, ContactSight sight, CancellationToken cancellationToken)
    {
        if (!sight.CanSee(PersonRelation.Path))
        {
            return [];
        }

        var (rows, people) = (session.QueryIndex<RelationIndex>(), sight.Of(session.QueryIndex<PersonIndex>()));
        var first = await rows.Where(row => row.FirstId == personId).Join(people, row => row.SecondId, person => person.ContentItemId, (row, person) => new { Row = row, Id = person.ContentItemId, person.DisplayName }).ToListAsync(cancellationToken);
        var second = await rows.Where(row => row.SecondId == personId).Join(people, row => row.FirstId, person => person.ContentItemId, (row, person) => new { Row = row, Id = person.ContentItemId, person.DisplayName }).ToListAsync(cancellationToken);
        var all = await kinds.ListAsync();
        return
        [
            .. first.Concat(second).Select(one => new Relative(one.Row, one.Id, sight.Names ? one.DisplayName : "", RoleOf(all, one.Row, personId), one.Row.To <= today))
                .OrderBy(one => one.HasEnded).ThenBy(one => Place(all, one.Row.Kind)).ThenBy(one => one.Role, StringComparer.CurrentCulture).ThenBy(one => one.Name, StringComparer.CurrentCulture),
        ];
    }

    /// <summary>How many relations of each kind there are between people that are seen.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountAsync(ContactSight sight, CancellationToken cancellationToken)
    {
        if (!sight.CanSee(PersonRelation.Path))
        {
            return new Dictionary<string, int>();
        }

        var people = sight.Of(session.QueryIndex<PersonIndex>()).Select(person => person.ContentItemId);
        return await session.QueryIndex<RelationIndex>().Where(row => people.Contains(row.FirstId) && people.Contains(row.SecondId))
            .GroupBy(row => row.Kind).Select(rows => new { rows.Key, Count = rows.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancellationToken);
    }

    /// <summary>The keys of the kinds of which there is a relation at all, seen or not.</summary>
    public async Task<IReadOnlySet<string>> KindsInUseAsync()
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var kind in await kinds.ListAsync())
        {
            // One look into the index each; a list of all different ones would read the whole of it.
            if (await session.QueryIndex<RelationIndex>().AnyAsync(row => row.Kind == kind.Key))
            {
                used.Add(kind.Key);
            }
        }

        return used;
    }

    private string RoleOf(IReadOnlyList<RelationKind> all, RelationIndex row, string personId)
        => all.FirstOrDefault(kind => kind.Key == row.Kind) is { } kind ? kinds.NameOf(kind, row.SecondId == personId) : row.Kind;

    private static int Place(IReadOnlyList<RelationKind> all, string key)
    {
        var place = all.Select(kind => kind.Key).ToList().IndexOf(key);
        return place < 0 ? int.MaxValue : place;
    }
}
