using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Files;
using Microsoft.Extensions.Localization;

namespace Crm.Attachments.Files;

/// <summary>What can be done to attachments. The pages and the API call it. A rule that is broken raises <see cref="MediaRefusedException"/>, and nothing was written.</summary>
internal sealed class ChangeAttachments(ISession session, MediaStage stage, PrivateFiles files, ChangeContext change, TimeProvider time, IStringLocalizer<ChangeAttachments> s)
{
    /// <summary>The folder of the bytes, in the tenant's.</summary>
    public const string Room = "Attachments";

    /// <summary>The longest note.</summary>
    public const int LongestNote = 1000;

    /// <summary>
    /// Takes a file in. Its bytes are in place before the commit that makes it known: a process killed in between leaves bytes that nobody sees, and <see cref="SweepAttachments"/> takes them away.
    /// </summary>
    /// <param name="announced">Its length, when it is known before it is read.</param>
    public async Task<Attachment> AddAsync(string contactId, string name, Stream content, string? note, long? announced, CancellationToken cancellationToken)
    {
        var checkedNote = Checked(note);
        var staged = await stage.TakeAsync(stage.NameOf(name), content, announced, cancellationToken);
        var attachment = new Attachment
        {
            AttachmentId = ContentId.New(), ContactId = contactId, Name = staged.Path, Note = checkedNote, Length = new FileInfo(staged.File).Length, CreatedUtc = Now, By = change.Actor, File = files.Put(Room, staged),
        };
        await session.SaveAsync(attachment);
        return attachment;
    }

    /// <summary>Gives it another name and note. A name without the file's ending gets it: the ending says what the file is.</summary>
    public async Task DescribeAsync(Attachment attachment, string? name, string? note)
    {
        var (ending, typed) = (Path.GetExtension(attachment.Name), name?.Trim() ?? "");
        var whole = typed.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? typed : typed + ending;
        if (typed.Length == 0 || whole.Length == ending.Length)
        {
            throw new MediaRefusedException(MediaRefusal.Name, s["Give the file a name."]);
        }

        (attachment.Note, attachment.Name) = (Checked(note), stage.NameOf(whole));
        await session.SaveAsync(attachment, checkConcurrency: true);
    }

    /// <summary>Throws it away; it can be brought back for 30 days.</summary>
    public Task RemoveAsync(Attachment attachment) => PlaceAsync(attachment, Now, "Removed");

    /// <summary>Brings it back; one that is back already stays.</summary>
    public Task RestoreAsync(Attachment attachment) => PlaceAsync(attachment, null, "Restored");

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task PlaceAsync(Attachment attachment, DateTime? removed, string @event)
    {
        if ((attachment.RemovedUtc is null) == (removed is null))
        {
            return;
        }

        (attachment.RemovedUtc, attachment.RemovedBy) = (removed, removed is null ? "" : change.Actor);
        change.Event = @event;
        await session.SaveAsync(attachment, checkConcurrency: true);
        await session.FlushAsync();
        change.Event = null;
    }

    private string Checked(string? note) => note?.Trim() is not { } text ? ""
        : text.Length <= LongestNote ? text : throw new MediaRefusedException(MediaRefusal.Name, s["The note is too long: {0} characters at most.", LongestNote]);
}
