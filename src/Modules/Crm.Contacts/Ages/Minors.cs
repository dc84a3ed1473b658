using Crm.Contacts.People;
using Crm.Kernel.Data;
using LinqToDB.Async;

namespace Crm.Contacts.Ages;

/// <summary>Who is under 18 on a day. Who has no birth date is taken for an adult.</summary>
internal static class Minors
{
    private const int FullAge = 18;

    /// <summary>Those of these people, by their birth dates of today's record.</summary>
    public static async Task<IReadOnlySet<string>> AmongAsync(ISession session, IReadOnlyCollection<string> personIds, DateOnly day, CancellationToken cancellationToken)
    {
        // Born later than this day is younger; of 29 February the comparison says what Age says.
        var key = PersonIndex.KeyOf(day.AddYears(-FullAge));
        return (await session.QueryIndex<PersonIndex>().Where(row => personIds.Contains(row.ContentItemId) && row.BirthKey > key).Select(row => row.ContentItemId).ToListAsync(cancellationToken)).ToHashSet();
    }
}
