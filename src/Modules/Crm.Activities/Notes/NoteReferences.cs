using Crm.Contacts.Duplicates.Merge;
using Crm.Contacts.Timeline;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Search;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Notes;

/// <summary>The notes about a person: two people made one keep them all.</summary>
internal sealed class NoteReferences(ISession session) : IPersonReference
{
    public Task<int> CountAsync(string personId, CancellationToken cancellationToken) => Rows(personId).CountAsync(cancellationToken);

    // Saved by the session, not the content manager: the note stays its author's.
    public async Task MoveAsync(string fromPersonId, string toPersonId, CancellationToken cancellationToken)
    {
        foreach (var item in await session.GetAsync<ContentItem>(await Rows(fromPersonId).ToListAsync(cancellationToken)))
        {
            item.Alter<NotePart>(part => part.AboutId = toPersonId);
            await session.SaveAsync(item, checkConcurrency: true);
        }
    }

    private IQueryable<long> Rows(string personId) => session.QueryIndex<NoteIndex>().Where(row => row.AboutId == personId).Select(row => row.DocumentId);
}

/// <summary>Ideas on the timeline; notes are the contacts' own kind.</summary>
internal sealed class NoteTimeline(IStringLocalizer<NoteTimeline> s) : ITimelineKinds
{
    public IEnumerable<TimelineKind> List() => [new TimelineKind("idea", s["Idea"], "bulb")];
}

/// <summary>What the search finds of notes.</summary>
internal sealed class NoteSource(IStringLocalizer<NoteSource> s) : ISearchSource
{
    private const string Text = "text";

    private static readonly SearchField[] Fields = [new(Text, SearchKind.Prose, $"{nameof(NotePart)}.{nameof(NotePart.Text)}")];

    public ValueTask<IReadOnlyList<SearchType>> ListTypesAsync() => new([new SearchType(ActivityTypes.Note, s["Notes and ideas"], "note", "6", null, Fields)]);

    public IEnumerable<SearchText> Read(ContentItem item) => item.As<NotePart>() is { } part ? [new(Text, part.Text)] : [];

    public SearchCard Show(ContentItem shown) => new("/admin/notes?all=true", "");
}
