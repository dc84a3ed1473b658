using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Crm.Kernel.Data;
using Crm.Messaging.Templates;
using Crm.Messaging.Templates.Render;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Crm.Messaging.Messages;

/// <summary>Keeps what messages say: the same once, and never changed; scoped.</summary>
internal sealed class MessageTexts(ISession session, MailTemplates templates)
{
    /// <summary>Characters of a subject at most.</summary>
    public const int MostSubject = 300;

    /// <summary>Characters of a body at most, HTML and text together.</summary>
    public const int MostBody = 500_000;

    /// <summary>Characters that somebody may write by hand.</summary>
    public const int MostWritten = 20_000;

    private static readonly BulkCopyOptions s_once = new() { BulkCopyType = BulkCopyType.MultipleRows, ConflictAction = ConflictAction.Ignore };

    /// <summary>The id of the row of a template as it is now, one for all recipients of these versions; null when there is no such template.</summary>
    public async Task<(long Id, CompiledMail Mail)?> KeepAsync(string template, CancellationToken cancellationToken)
    {
        if (await templates.FreezeAsync(template, cancellationToken) is not { } frozen)
        {
            return null;
        }

        var mail = frozen.Mail.Content;
        return (await KeepAsync(
            new MessageText
            {
                Hash = $"template {frozen.Version} {frozen.Layout}", Subject = mail.Title, Tone = mail.Tone, SenderName = mail.SenderName, SenderAddress = mail.SenderAddress,
                TemplateVersionId = frozen.Version, LayoutVersionId = frozen.Layout, TemplateName = frozen.Mail.Name, TemplateVersion = frozen.Mail.Version,
            },
            cancellationToken), frozen.Mail);
    }

    /// <summary>The id of the row with these words.</summary>
    /// <param name="personId">Whose alone it is; null for many.</param>
    public async Task<long> KeepAsync(MessageWords words, string? personId, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(words) + "\n" + personId)));
        return await KeepAsync(
            new MessageText
            {
                Hash = hash, PersonId = personId, Subject = words.Subject, Html = words.Html, Text = words.Text, Language = words.Language, Tone = words.Tone, SenderName = words.SenderName, SenderAddress = words.SenderAddress,
            },
            cancellationToken);
    }

    private async Task<long> KeepAsync(MessageText text, CancellationToken cancellationToken)
    {
        var db = await session.GetConnectionAsync(write: true);
        if (await IdAsync(db, text.Hash, cancellationToken) is { } there)
        {
            return there;
        }

        // Another node may keep the same at this moment.
        await db.BulkCopyAsync(s_once, [text], cancellationToken);
        return await IdAsync(db, text.Hash, cancellationToken) ?? throw new InvalidOperationException("A text was not kept.");
    }

    private static Task<long?> IdAsync(DataConnection db, string hash, CancellationToken cancellationToken)
        => db.GetTable<MessageText>().Where(text => text.Hash == Sql.AsNotNull(hash)).Select(text => (long?)text.Id).FirstOrDefaultAsync(cancellationToken);
}
