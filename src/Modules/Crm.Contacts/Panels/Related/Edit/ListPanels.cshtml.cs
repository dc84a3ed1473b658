using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Handlers;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Panels.Related.Edit;

/// <summary>The panels of related records on contacts' pages, in their order; moves them and takes them away.</summary>
[Right(RelatedPermissions.Manage)]
internal sealed class ListPanels(RelatedPanels panels, IContentDefinitionManager definitions, IContentLabels labels, IStringLocalizer<ListPanels> s) : PageModel
{
    /// <summary>The pages that can have panels, with those they have.</summary>
    public IReadOnlyList<(string Type, string Name, IReadOnlyList<PlacedPanel> Panels)> Pages { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var pages = new List<(string, string, IReadOnlyList<PlacedPanel>)>();
        foreach (var type in new[] { ContactTypes.Person, ContactTypes.Household, ContactTypes.Organisation })
        {
            pages.Add((type, await definitions.GetLayoutAsync(type) is { } layout ? labels.Type(layout) : type, await PlacedAsync(type)));
        }

        Pages = pages;
    }

    /// <summary>Moves a panel up or down among those of its page.</summary>
    public async Task<IActionResult> OnPostMoveAsync(string on, string key, string way)
    {
        if (!(await panels.ListAsync()).Any(panel => panel.On == on && panel.Key == key))
        {
            return NotFound();
        }

        await panels.ChangeAsync(document =>
        {
            var places = document.Panels.Select((panel, at) => (panel, at)).Where(one => one.panel.On == on).ToList();
            var from = places.FindIndex(one => one.panel.Key == key);
            var to = Math.Clamp(from + (way == "up" ? -1 : 1), 0, places.Count - 1);
            (document.Panels[places[from].at], document.Panels[places[to].at]) = (places[to].panel, places[from].panel);
        });
        return Redirect(Url.Content($"~/admin/contact-panels#{on}-{key}"));
    }

    /// <summary>Takes a panel off its page; the records stay.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(string on, string key)
    {
        if ((await panels.ListAsync()).FirstOrDefault(panel => panel.On == on && panel.Key == key) is not { } present)
        {
            return NotFound();
        }

        await panels.ChangeAsync(document =>
        {
            document.RemovedAt = document.Panels.FindIndex(present.IsSameAs);
            document.Removed = document.Panels[document.RemovedAt];
            document.Panels.RemoveAt(document.RemovedAt);
        });
        this.Toast(s["The panel is gone; its records stay."], undo: $"~/admin/contact-panels?handler=Restore&on={on}&key={key}");
        return Redirect(Url.Content("~/admin/contact-panels"));
    }

    /// <summary>Puts the panel that was taken away last back where it was.</summary>
    public async Task<IActionResult> OnPostRestoreAsync(string on, string key)
    {
        var back = false;
        await panels.ChangeAsync(document =>
        {
            if (document.Removed is { } removed && removed.On == on && removed.Key == key && !document.Panels.Exists(removed.IsSameAs))
            {
                document.Panels.Insert(Math.Min(document.RemovedAt, document.Panels.Count), removed);
                (document.Removed, back) = (null, true);
            }
        });
        if (!back)
        {
            return NotFound();
        }

        this.Toast(s["The panel is back."]);
        return Redirect(Url.Content("~/admin/contact-panels"));
    }

    private async Task<IReadOnlyList<PlacedPanel>> PlacedAsync(string type)
    {
        var placed = new List<PlacedPanel>();
        foreach (var panel in (await panels.ListAsync()).Where(panel => panel.On == type))
        {
            var relation = await panels.RelationAsync(panel);
            placed.Add(new PlacedPanel(panel, relation is null ? panel.Heading.Length > 0 ? panel.Heading : panel.ContentType : RelatedContactPanel.TitleOf(panel, relation, labels, s),
                relation is null ? null : s["{0}, by “{1}”", labels.Type(relation.Type), labels.Field(relation.Field)].Value));
        }

        return placed;
    }
}

/// <summary>A panel in the list.</summary>
/// <param name="Records">What it shows; null when its type or field is gone.</param>
internal sealed record PlacedPanel(RelatedPanel Panel, string Title, string? Records);
