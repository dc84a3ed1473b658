using Crm.Kernel.Data;
using LinqToDB.Async;

namespace Crm.Contacts.Timeline;

/// <summary>When somebody was first in contact: computed from the timeline, so that it never contradicts it.</summary>
internal static class FirstContact
{
    /// <summary>By person, the moment of the first contact, UTC; who had none is left out. One seek in the timeline's index for each.</summary>
    public static async Task<IReadOnlyDictionary<string, DateTime>> ReadAsync(ISession session, IReadOnlyList<string> people, CancellationToken cancellationToken)
    {
        if (people.Count == 0)
        {
            return new Dictionary<string, DateTime>();
        }

        var timeline = session.QueryIndex<TimelineIndex>();
        return (await session.QueryIndex<People.PersonIndex>().Where(person => people.Contains(person.ContentItemId))
            .Select(person => new { person.ContentItemId, At = timeline.Where(entry => entry.PersonId == person.ContentItemId && entry.Channel != TimelineIndex.NoContact).Min(entry => (DateTime?)entry.At) })
            .ToListAsync(cancellationToken)).Where(row => row.At is not null).ToDictionary(row => row.ContentItemId, row => row.At!.Value);
    }
}
