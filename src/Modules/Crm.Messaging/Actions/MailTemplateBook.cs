using Crm.Messaging.Messages;
using Crm.Messaging.Templates;

namespace Crm.Messaging.Actions;

/// <summary>A mail template as who uses one has to know it.</summary>
/// <param name="Edition">What it says now, by the versions of template and layout: another one with each change of either.</param>
/// <param name="Languages">BCP 47, the first is the one that serves where none fits.</param>
/// <param name="Facts">Names of what has to be given along.</param>
/// <param name="IsPersonal">Whether each of its languages says something of the person it goes to.</param>
public sealed record TemplateInfo(string Name, string Title, string Edition, MessageClass Class, MessageIntensity Intensity, string Tone, string Topic, IReadOnlyList<string> Languages, IReadOnlyList<string> Facts, bool IsPersonal);

/// <summary>The mail templates in use, for modules that put messages of them. Scoped.</summary>
public sealed class MailTemplateBook
{
    private const string Person = "person.";
    private const string Household = "household.";

    private readonly MailTemplates _templates;

    internal MailTemplateBook(MailTemplates templates) => _templates = templates;

    /// <summary>All that can be used, by title.</summary>
    public async Task<IReadOnlyList<(string Name, string Title)>> ListAsync(CancellationToken cancellationToken)
        => [.. (await _templates.ListAsync(isTrash: false, cancellationToken)).Where(template => !template.IsLayout).Select(template => (template.Name, template.Title))];

    /// <summary>One; null when none of that name is in use.</summary>
    public async Task<TemplateInfo?> FindAsync(string name, CancellationToken cancellationToken)
        => await _templates.FreezeAsync(name, cancellationToken) is var (version, layout, mail)
            ? new TemplateInfo(
                name, mail.Content.Title, $"{version}/{layout}", mail.Content.Class, mail.Content.Intensity, mail.Content.Tone, mail.Content.Topic, [.. mail.Variants.Select(variant => variant.Language)], [.. mail.Content.Facts.Select(fact => fact.Name)],
                mail.Variants.All(variant => variant.Uses.Any(path => path.StartsWith(Person, StringComparison.Ordinal) || path.StartsWith(Household, StringComparison.Ordinal)))) : null;
}
