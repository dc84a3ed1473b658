using Crm.Kernel.Data;
using Crm.Kernel.Files;
using Crm.Kernel.Users;
using LinqToDB.Async;

namespace Crm.Attachments.Files;

/// <summary>An attachment as lists show it.</summary>
/// <param name="By">Who added it; of one in the trash who threw it away.</param>
internal sealed record AttachmentLine(Attachment File, string By)
{
    /// <summary>Whether a browser may show it in place.</summary>
    public bool IsShown => CanShow(File.Name);

    /// <summary>Whether a browser may show a file of that name in place.</summary>
    public static bool CanShow(string name) => MediaKind.Of(name).Use is MediaUse.Picture or MediaUse.Pdf;

    /// <summary>Its ending as people say it: "PDF".</summary>
    public string Kind => Path.GetExtension(File.Name).TrimStart('.').ToUpperInvariant();

    /// <summary>The icon of what it is.</summary>
    public string Icon => MediaKind.Of(File.Name).Use switch
    {
        MediaUse.Picture => "photo", MediaUse.Pdf => "file-type-pdf", MediaUse.Sound => "music", MediaUse.Film => "movie", _ => "file-text",
    };
}

/// <summary>A page of a contact's files.</summary>
/// <param name="Next">The place where the next page begins; null at the end.</param>
internal sealed record AttachmentPage(IReadOnlyList<AttachmentLine> Lines, string? Next);

/// <summary>Reads the files of a contact, the newest first. Who asks has been at the gate.</summary>
internal sealed class AttachmentList(ISession session, UserNames names)
{
    private const int MostInTrash = 200;

    public async Task<AttachmentPage> ReadAsync(string contactId, string? after, int take, CancellationToken cancellationToken)
    {
        var (moment, last) = NewestFirst.After(after);
        var rows = await session.QueryIndex<AttachmentIndex>().Where(row => row.ContactId == contactId && !row.IsRemoved && row.CreatedUtc <= moment && (row.CreatedUtc < moment || row.DocumentId < last))
            .OrderByDescending(row => row.CreatedUtc).ThenByDescending(row => row.DocumentId).Take(take + 1).ToListAsync(cancellationToken);
        var files = await session.GetAsync<Attachment>(rows.Take(take).Select(row => row.DocumentId));
        return new AttachmentPage(await LinesAsync(files, file => file.By), rows.Count > take ? new NewestFirst(rows[take - 1].CreatedUtc, rows[take - 1].DocumentId).ToString() : null);
    }

    /// <summary>Those in the trash, the last thrown away first.</summary>
    public async Task<IReadOnlyList<AttachmentLine>> TrashAsync(string contactId, CancellationToken cancellationToken)
    {
        var ids = await session.QueryIndex<AttachmentIndex>().Where(row => row.ContactId == contactId && row.IsRemoved)
            .OrderByDescending(row => row.RemovedUtc).ThenByDescending(row => row.DocumentId).Select(row => row.DocumentId).Take(MostInTrash).ToListAsync(cancellationToken);
        return await LinesAsync(await session.GetAsync<Attachment>(ids), file => file.RemovedBy);
    }

    /// <summary>Whether there are any in the trash.</summary>
    public Task<bool> HasTrashAsync(string contactId, CancellationToken cancellationToken)
        => session.QueryIndex<AttachmentIndex>().AnyAsync(row => row.ContactId == contactId && row.IsRemoved, cancellationToken);

    private async Task<IReadOnlyList<AttachmentLine>> LinesAsync(IReadOnlyList<Attachment> files, Func<Attachment, string> by)
    {
        var known = await names.OfAsync(files.Select(by).Where(id => id.Length > 0));
        return [.. files.Select(file => new AttachmentLine(file, known.GetValueOrDefault(by(file), "")))];
    }
}
