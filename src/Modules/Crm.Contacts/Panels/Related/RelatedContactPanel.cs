using Crm.Kernel.Content.Handlers;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Panels.Related;

/// <summary>A placed panel as contacts' pages draw it.</summary>
internal sealed class RelatedContactPanel(RelatedPanel panel, Relation relation, int place, RelatedRecords records, IContentLabels labels, IStringLocalizer s) : IContactPanel
{
    public string Name => $"related-{panel.Key}";

    public string Title => TitleOf(panel, relation, labels, s);

    public PanelPlace Place => panel.Place;

    // Before those of modules, in the order of the admin: who placed them wants them seen.
    public string Position => $"0.{place}";

    public bool InEditor => panel.InEditor;

    public string View => "/Crm.Contacts/Panels/Related/_Related.cshtml";

    public bool IsFor(string contentType) => contentType == panel.On;

    public async ValueTask<object> ReadAsync(PanelContext context, CancellationToken cancellationToken)
        => await records.ReadAsync(panel, relation, context.Contact.ContentItemId, context.User, cancellationToken);

    /// <summary>The heading that the admin gave, translated like any name of his; else the type's name.</summary>
    public static string TitleOf(RelatedPanel panel, Relation relation, IContentLabels labels, IStringLocalizer s) => panel.Heading.Length > 0 ? s[panel.Heading] : labels.Type(relation.Type);
}
