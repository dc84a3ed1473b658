using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Attachments.Files;
using Crm.Contacts;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Search;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Attachments.Search;

/// <summary>What the search finds of files: their names and notes. Who may see the contact finds them; those in the trash nobody does. A result opens the file as the panel does.</summary>
internal sealed class FileSource(ISession session, IStringLocalizer<FileSource> s) : IAttachedSource
{
    private const string Type = "ContactFile";
    private const string Name = "name";
    private const string Note = "note";
    private const int AtOnce = 400;

    private static readonly SearchField[] s_fields = [new(Name, SearchKind.Name), new(Note, SearchKind.Prose)];

    public string RecordType => nameof(Attachment);

    public IReadOnlyList<string> HostTypes { get; } = [ContactTypes.Person, ContactTypes.Household, ContactTypes.Organisation];

    public ValueTask<IReadOnlyList<SearchType>> ListTypesAsync() => new([new SearchType(Type, s["Files"], "paperclip", "4.5", null, s_fields)]);

    public IEnumerable<SearchText> Read(ContentItem item) => [new(Name, item.DisplayText), new(Note, (string?)item.Data[nameof(Attachment)]?[nameof(Attachment.Note)])];

    public SearchCard Show(ContentItem shown) => new(
        $"/admin/attachments/{shown.ContentItemId}{(AttachmentLine.CanShow(shown.DisplayText ?? "") ? "?inline=true" : "")}", shown.CreatedUtc?.ToString("d", CultureInfo.CurrentCulture) ?? "");

    public async Task<IReadOnlyList<AttachedRecord>> ReadAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var rows = new List<long>();
        foreach (var some in ids.Chunk(AtOnce))
        {
            rows.AddRange(await session.QueryIndex<AttachmentIndex>().Where(row => some.Contains(row.AttachmentId) && !row.IsRemoved).Select(row => row.DocumentId).ToListAsync(cancellationToken));
        }

        return [.. (await session.GetAsync<Attachment>(rows)).Select(file => new AttachedRecord(ItemOf(file), file.ContactId))];
    }

    public async Task<IReadOnlyList<string>> OfAsync(IReadOnlyCollection<string> hostIds, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        foreach (var some in hostIds.Chunk(AtOnce))
        {
            ids.AddRange(await session.QueryIndex<AttachmentIndex>().Where(row => some.Contains(row.ContactId)).Select(row => row.AttachmentId).ToListAsync(cancellationToken));
        }

        return ids;
    }

    public async Task<(IReadOnlyList<string> Ids, long Last)> NextAsync(long after, int count, CancellationToken cancellationToken)
    {
        var rows = await session.QueryIndex<AttachmentIndex>().Where(row => row.DocumentId > after).OrderBy(row => row.DocumentId).Take(count).Select(row => new { row.AttachmentId, row.DocumentId }).ToListAsync(cancellationToken);
        return ([.. rows.Select(row => row.AttachmentId)], rows.Count < count ? 0 : rows[^1].DocumentId);
    }

    private static ContentItem ItemOf(Attachment file)
    {
        var item = new ContentItem { ContentItemId = file.AttachmentId, ContentType = Type, DisplayText = file.Name, CreatedUtc = file.CreatedUtc };
        item.ReplaceData(new JsonObject { [nameof(Attachment)] = new JsonObject { [nameof(Attachment.Note)] = file.Note } });
        return item;
    }
}
