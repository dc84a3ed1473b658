using System.Security.Claims;
using Crm.Contacts.Lists;
using Crm.Contacts.People;
using Crm.Contacts.Segments.Conditions;
using LinqToDB.Async;

namespace Crm.Contacts.Segments.Edit;

/// <summary>What a tree comes to.</summary>
/// <param name="Sentence">It in words; null when something is wrong.</param>
internal sealed record SegmentPreview(string? Sentence, int Count, IReadOnlyList<PersonIndex> Sample, IReadOnlyList<string> Faults);

/// <summary>Counts whom a tree means while somebody builds it, and gives a few of them.</summary>
internal sealed class PeoplePreview(SegmentBuilder builder, PeopleList people, ContactSights sights)
{
    private const int SampleSize = 10;

    /// <summary>Reads it.</summary>
    /// <param name="beside">What narrows the list beside the tree.</param>
    public async Task<SegmentPreview> ReadAsync(ClaimsPrincipal user, BuilderView view, PeopleFilter beside, CancellationToken cancellationToken)
    {
        if (builder.Read(view) is not { } tree)
        {
            return new SegmentPreview(null, 0, [], [.. view.Root.All.SelectMany(node => node.Faults)]);
        }

        var sight = await sights.ForAsync(user, ContactTypes.Person);
        var filter = beside with { Where = ConditionJson.Write(tree).ToJsonString() };
        var count = await people.CountAsync(filter, sight, cancellationToken);
        var sample = count == 0 ? [] : (await people.ReadAsync(filter, new ListRequest(null, null, null, SampleSize), sight, cancellationToken)).Rows;
        return new SegmentPreview(view.Book.Say(tree), count, sample, []);
    }
}
