using System.Text.Json.Nodes;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Messaging.Messages;
using Crm.Messaging.Templates.Check;
using Crm.Messaging.Templates.Render;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Templates;

/// <summary>A template a message is made of.</summary>
/// <param name="Name">The template's name.</param>
/// <param name="Facts">What is given along, texts and lists of texts that the template asks for; 500 bytes at most.</param>
public sealed record TemplateUse(string Name, JsonObject? Facts = null);

/// <summary>Finds, saves and freezes mail templates; scoped.</summary>
internal sealed class MailTemplates(ISession session, CheckTemplate check, CompileMail compile, CompiledMails compiled, ChangeContext change, TimeProvider time, IStringLocalizer<MailTemplates> s)
{
    private static readonly TimeSpan s_young = TimeSpan.FromMinutes(1);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>All of them that are in use, or in the trash, by title.</summary>
    public async Task<IReadOnlyList<MailTemplate>> ListAsync(bool isTrash, CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync()).GetTable<MailTemplate>().Where(row => row.RemovedUtc != null == isTrash).OrderBy(row => row.IsLayout).ThenBy(row => row.Title).ThenBy(row => row.Id).ToListAsync(cancellationToken);

    /// <summary>The one of that name, in the trash or not; null when there is none.</summary>
    public async Task<MailTemplate?> FindAsync(string name, CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync()).GetTable<MailTemplate>().FirstOrDefaultAsync(row => row.Name == name, cancellationToken);

    /// <summary>Its versions, the newest first.</summary>
    public async Task<IReadOnlyList<MailTemplateVersion>> VersionsAsync(MailTemplate template, CancellationToken cancellationToken)
        => await (await session.GetConnectionAsync()).GetTable<MailTemplateVersion>().Where(row => row.TemplateId == template.Id).OrderByDescending(row => row.Version).ToListAsync(cancellationToken);

    /// <summary>The version that new messages take, or another one.</summary>
    public async Task<MailTemplateVersion?> VersionAsync(MailTemplate template, int? number, CancellationToken cancellationToken)
    {
        var wanted = number ?? template.Version;
        return await (await session.GetConnectionAsync()).GetTable<MailTemplateVersion>().FirstOrDefaultAsync(row => row.TemplateId == template.Id && row.Version == wanted, cancellationToken);
    }

    /// <summary>Why it cannot be saved under that name; none when it can.</summary>
    public async Task<(IReadOnlyList<TemplateFault> Faults, IReadOnlyList<TemplateFault> Warnings)> FaultsAsync(string? name, MailContent mail, bool isLayout, Sight? sight, bool isNew, CancellationToken cancellationToken)
    {
        var layouts = (await ListAsync(isTrash: false, cancellationToken)).Where(one => one.IsLayout).Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
        List<TemplateFault> faults = [.. check.Faults(mail, isLayout, sight, layouts, out var warnings)];
        if (!CheckTemplate.IsName(name))
        {
            faults.Add(new("Name", s["A name has small letters, digits and hyphens, at most 60."]));
        }
        else if (isNew && await FindAsync(name!, cancellationToken) is { } other)
        {
            faults.Add(new("Name", other.RemovedUtc is null ? s["There is a template of this name."] : s["A template of this name lies in the trash: bring it back, or take another name."]));
        }

        return (faults, warnings);
    }

    /// <summary>Saves what was checked as a new version, which new messages take from now on. What is as it was makes none.</summary>
    /// <returns>The number of the version that is in use.</returns>
    public async Task<int> SaveAsync(string name, MailContent mail, bool isLayout, CancellationToken cancellationToken)
    {
        foreach (var variant in mail.Variants)
        {
            (variant.Subject, variant.Html, variant.Text) = (variant.Subject.Trim(), variant.Html.ReplaceLineEndings("\n"), variant.Text.ReplaceLineEndings("\n"));
        }

        var (db, json) = (await session.GetConnectionAsync(write: true), mail.ToJson());
        var template = await db.GetTable<MailTemplate>().FirstOrDefaultAsync(row => row.Name == name, cancellationToken);
        if (template is null)
        {
            template = new MailTemplate { Name = name, Title = mail.Title, IsLayout = isLayout, ChangedUtc = Now, ByName = change.ActorName };
            template.Id = await db.InsertWithInt64IdentityAsync(template, token: cancellationToken);
        }
        else if ((await VersionAsync(template, null, cancellationToken))?.Content == json && template.RemovedUtc is null)
        {
            return template.Version;
        }

        var number = (await db.GetTable<MailTemplateVersion>().Where(row => row.TemplateId == template.Id).MaxAsync(row => (int?)row.Version, cancellationToken) ?? 0) + 1;
        await db.InsertAsync(new MailTemplateVersion { TemplateId = template.Id, Version = number, Content = json, SavedUtc = Now, By = change.Actor, ByName = change.ActorName }, token: cancellationToken);
        await PutAsync(db, template.Id, number, mail.Title, cancellationToken);
        return number;
    }

    /// <summary>Takes another version into use; the newer ones stay.</summary>
    public async Task UseAsync(MailTemplate template, MailTemplateVersion version, CancellationToken cancellationToken)
        => await PutAsync(await session.GetConnectionAsync(write: true), template.Id, version.Version, MailContent.Of(version.Content).Title, cancellationToken);

    /// <summary>Puts it into the trash, or brings it back. What was put with it leaves as it was put.</summary>
    public async Task PlaceAsync(MailTemplate template, bool isRemoved, CancellationToken cancellationToken)
    {
        session.RecordChange(nameof(MailTemplate), isRemoved ? "Removed" : "Restored");
        var removed = isRemoved ? Now : (DateTime?)null;
        await (await session.GetConnectionAsync(write: true)).GetTable<MailTemplate>().Where(row => row.Id == template.Id).Set(row => row.RemovedUtc, removed).UpdateAsync(cancellationToken);
    }

    /// <summary>How many messages a template says or said, by where they stand.</summary>
    public async Task<IReadOnlyDictionary<MessageState, int>> MessagesAsync(string name, CancellationToken cancellationToken)
    {
        var db = await session.GetConnectionAsync();
        var texts = db.GetTable<MessageText>().Where(text => text.TemplateName == name).Select(text => text.Id);
        return (await db.GetTable<Message>().Where(row => texts.Contains(row.TextId)).GroupBy(row => row.State).Select(group => new { State = group.Key, Count = group.Count() }).ToListAsync(cancellationToken)).ToDictionary(row => (MessageState)row.State, row => row.Count);
    }

    /// <summary>The templates in use that stand in a layout.</summary>
    public async Task<IReadOnlyList<MailTemplate>> InLayoutAsync(string layout, CancellationToken cancellationToken)
    {
        var found = new List<MailTemplate>();
        foreach (var template in (await ListAsync(isTrash: false, cancellationToken)).Where(one => !one.IsLayout))
        {
            if (await VersionAsync(template, null, cancellationToken) is { } version && MailContent.Of(version.Content).Layout == layout)
            {
                found.Add(template);
            }
        }

        return found;
    }

    /// <summary>The template as it is now, with its layout as it is now: the two version ids stay what they are for ever. Null when none of that name is in use.</summary>
    public async Task<(long Version, long? Layout, CompiledMail Mail)?> FreezeAsync(string name, CancellationToken cancellationToken)
        => await FindAsync(name, cancellationToken) is { RemovedUtc: null } template ? await FreezeAsync(template, null, cancellationToken) : null;

    /// <summary>The same of another version of it; null when there is none, or when it is a layout.</summary>
    public async Task<(long Version, long? Layout, CompiledMail Mail)?> FreezeAsync(MailTemplate template, int? number, CancellationToken cancellationToken)
    {
        if (template.IsLayout || await VersionAsync(template, number, cancellationToken) is not { } version)
        {
            return null;
        }

        // A layout that was thrown away meanwhile still holds the templates that stand in it.
        var layout = MailContent.Of(version.Content).Layout is { Length: > 0 } frame && await FindAsync(frame, cancellationToken) is { } there ? (await VersionAsync(there, null, cancellationToken))?.Id : null;
        return (version.Id, layout, (await FrozenAsync(version.Id, layout, cancellationToken))!);
    }

    /// <summary>A frozen pair of versions; null when there is no such one.</summary>
    public async Task<CompiledMail?> FrozenAsync(long versionId, long? layoutId, CancellationToken cancellationToken)
    {
        if (compiled.Find(versionId, layoutId) is { } known)
        {
            return known;
        }

        var db = await session.GetConnectionAsync();
        if (await db.GetTable<MailTemplateVersion>().FirstOrDefaultAsync(row => row.Id == versionId, cancellationToken) is not { } version)
        {
            return null;
        }

        var name = await db.GetTable<MailTemplate>().Where(row => row.Id == version.TemplateId).Select(row => row.Name).FirstAsync(cancellationToken);
        var layout = layoutId is null ? null : await db.GetTable<MailTemplateVersion>().FirstOrDefaultAsync(row => row.Id == layoutId, cancellationToken);
        var mail = compile.Compile(name, version.Version, version.By, MailContent.Of(version.Content), layout is null ? null : MailContent.Of(layout.Content));

        // One that this unit of work saved may still be taken back, and its number be given again.
        var young = Now - s_young;
        return version.SavedUtc > young || layout?.SavedUtc > young ? mail : compiled.Add(versionId, layoutId, mail);
    }

    private async Task PutAsync(DataConnection db, long id, int number, string title, CancellationToken cancellationToken)
    {
        session.RecordChange(nameof(MailTemplate), "Saved");
        var (now, by) = (Now, change.ActorName);
        await db.GetTable<MailTemplate>().Where(row => row.Id == id).Set(row => row.Version, number).Set(row => row.Title, title).Set(row => row.ChangedUtc, now).Set(row => row.ByName, by).Set(row => row.RemovedUtc, (DateTime?)null).UpdateAsync(cancellationToken);
    }
}
