using System.Security.Claims;
using Crm.Contacts.Duplicates.Merge;
using Crm.Kernel.Content;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Crm.Kernel.Users;
using Crm.Messaging.Messages;
using Crm.Messaging.Templates.Merge;
using Crm.Messaging.Templates.Render;

namespace Crm.Messaging.Templates;

/// <summary>What a template makes for one person.</summary>
/// <param name="Mail">Null when it has a hole.</param>
/// <param name="Hole">Null when it has none.</param>
internal sealed record TemplateLetter(Merged Merged, RenderedMail? Mail, MailHoleException? Hole);

/// <summary>Makes letters of frozen templates: as they would leave now, and as they left; scoped.</summary>
internal sealed class TemplateLetters(
    MailTemplates templates, MailRenderer renderer, MergeReader reader, IContentManager content, MergedInto mergedInto, Visible visible, AccountPrincipals accounts, ISiteService sites, TimeProvider time)
{
    /// <summary>The letter of a message as it leaves. What was merged at the first attempt stays: the same letter at each.</summary>
    /// <param name="wayOut">Address and words of the way out of a list; null for none.</param>
    public async Task<TemplateLetter> WriteAsync(Message message, MessageText text, ContentItem person, (string Page, string Words)? wayOut, CancellationToken cancellationToken)
    {
        var mail = (await templates.FrozenAsync(text.TemplateVersionId!.Value, text.LayoutVersionId, cancellationToken))!;
        if (Merged.Of(message.Merged) is { } before)
        {
            return await RenderAsync(mail, before, message.Snapshot);
        }

        var merged = await MergeAsync(mail, person, await SightAsync(mail));
        (merged.WayOut, merged.WayOutWords) = (wayOut?.Page, wayOut?.Words);
        var letter = await RenderAsync(mail, merged, message.Snapshot);
        if (letter.Mail is { } made)
        {
            merged.Hash = made.Hash;
            message.Merged = merged.ToJson();
        }

        return letter;
    }

    /// <summary>What a template would say to a person now, as that user may see them.</summary>
    /// <param name="language">The variant; by the person's languages when null.</param>
    public async Task<TemplateLetter> TryAsync(CompiledMail mail, ContentItem person, string facts, ClaimsPrincipal user, string? language = null)
        => await RenderAsync(mail, await MergeAsync(mail, person, await visible.ForAsync(user), language), facts);

    /// <summary>
    /// A message's words, also where a template makes them: what left with the values it left with, so byte by byte the same; what has not left as it would leave now. Where they cannot be made, the
    /// template's title alone.
    /// </summary>
    /// <param name="reader">What their reader may see: words that hold something else are withheld. Null for who may see all of it.</param>
    public async Task<MessageText> SaidAsync(Message message, MessageText text, CancellationToken cancellationToken, Sight? reader = null)
    {
        if (text.TemplateVersionId is not { } version || await templates.FrozenAsync(version, text.LayoutVersionId, cancellationToken) is not { } mail)
        {
            return text;
        }

        var merged = Merged.Of(message.Merged);
        if (merged is null)
        {
            var id = await mergedInto.FindAsync(message.PersonId, cancellationToken) ?? message.PersonId;
            merged = await content.GetAsync(id, VersionOptions.Latest) is { } person ? await MergeAsync(mail, person, await SightAsync(mail)) : null;
        }

        if (reader is not null && merged?.Values.Keys.Any(path => !MergeFields.IsSeen(path, reader)) == true)
        {
            return text.Withheld();
        }

        return merged is not null && (await RenderAsync(mail, merged, message.Snapshot)).Mail is { } made ? text.Saying(made, merged.Language, merged.Hash) : text;
    }

    private async Task<TemplateLetter> RenderAsync(CompiledMail mail, Merged merged, string facts)
    {
        try
        {
            return new TemplateLetter(merged, await renderer.RenderAsync(mail, merged, facts), null);
        }
        catch (MailHoleException hole)
        {
            return new TemplateLetter(merged, null, hole);
        }
    }

    private async Task<Merged> MergeAsync(CompiledMail mail, ContentItem person, Sight sight, string? language = null)
    {
        var variant = mail.In(language ?? LanguageChoice.Of(await reader.LanguagesAsync(person), [.. mail.Variants.Select(one => one.Language)]));
        return new Merged
        {
            Language = variant.Language, Utc = time.GetUtcNow().UtcDateTime, Zone = (await sites.GetSiteSettingsAsync()).TimeZoneId,
            Values = await reader.ReadAsync(person, mail.Content, variant.Language, variant.Uses, sight),
        };
    }

    // What a recipe brought was written by who runs the site; whose account is gone sees what everybody may.
    private async Task<Sight> SightAsync(CompiledMail mail)
        => mail.By is "" or "system" ? await visible.ForSiteAsync() : await visible.ForAsync(await accounts.OfAsync(mail.By) ?? new ClaimsPrincipal(new ClaimsIdentity()));
}
