using Crm.Kernel.Data;
using LinqToDB.Async;

namespace Crm.Contacts.Timeline;

/// <summary>When somebody was last in contact, and how.</summary>
/// <param name="At">UTC; midnight when only the day is known.</param>
internal sealed record LastContact(DateTime At, string Kind)
{
    /// <summary>Whether only the day is known.</summary>
    public bool IsDate => At.TimeOfDay == TimeSpan.Zero;

    /// <summary>The last contact of each of those people that had one; one seek in the timeline's index for each.</summary>
    public static async Task<IReadOnlyDictionary<string, LastContact>> ReadAsync(ISession session, IReadOnlyList<string> people, CancellationToken cancellationToken)
    {
        if (people.Count == 0)
        {
            return new Dictionary<string, LastContact>();
        }

        var timeline = session.QueryIndex<TimelineIndex>();
        var last = await session.QueryIndex<People.PersonIndex>().Where(person => people.Contains(person.ContentItemId)).Select(person => new
        {
            person.ContentItemId,
            At = timeline.Where(entry => entry.PersonId == person.ContentItemId && entry.Channel != TimelineIndex.NoContact).Max(entry => (DateTime?)entry.At),
            Kind = timeline.Where(entry => entry.PersonId == person.ContentItemId && entry.Channel != TimelineIndex.NoContact).OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id).Select(entry => entry.Kind).FirstOrDefault(),
        }).ToListAsync(cancellationToken);
        return last.Where(row => row.At is not null).ToDictionary(row => row.ContentItemId, row => new LastContact(row.At!.Value, row.Kind ?? ""));
    }
}
