using Crm.Contacts.Lists;
using Crm.Contacts.Rights;
using Crm.Contacts.Trash;
using Crm.Kernel.Content;
using Crm.Kernel.Hosting;
using Crm.Kernel.Security;
using Crm.Kernel.Tenants;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Panels;

/// <summary>One panel of a contact: a piece of the contact's page for htmx, a page of its own without script.</summary>
[Right(ContactsPermissions.ViewOwn)]
internal sealed class ShowPanel(IContentManager content, ContactSights sights, ContactPanels panels, ErrorLog errors, ShellSettings tenant, IStringLocalizer<ShowPanel> s) : PageModel
{
    public DrawnPanel Panel { get; private set; } = null!;

    /// <summary>The address of the contact.</summary>
    public string Contact { get; private set; } = "";

    public string Name { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string id, string name, CancellationToken cancellationToken)
    {
        if (await content.GetAsync(id, VersionOptions.Latest) is not { } item || TrashedContacts.ListOf(item.ContentType) is not { } list || !await sights.MayAsync(User, item, CommonPermissions.ViewContent)
            || await panels.FindAsync(User, item.ContentType, name) is not { } panel)
        {
            return NotFound();
        }

        var shown = (await sights.ForAsync(User, item.ContentType)).Show(item);
        (Contact, Name) = ($"{list}/{id}", shown.DisplayText is { Length: > 0 } called ? called : s["(no name)"]);
        Panel = new DrawnPanel(panel, Request.PathBase + Request.Path, fault => errors.Record(tenant.Name, HttpContext, fault));
        await Panel.ReadAsync(new PanelContext(shown, User, await sights.MayAsync(User, item, CommonPermissions.EditContent)), cancellationToken);
        return Request.Headers.ContainsKey("HX-Request") ? Partial("/Crm.Contacts/Panels/_Panel.cshtml", Panel) : Page();
    }
}

/// <summary>A panel with its model, or with the reference of what went wrong when it was read or drawn: both are its module's code, and the page around it stands.</summary>
/// <param name="record">Writes an exception to the log and gives its reference.</param>
internal sealed class DrawnPanel(IContactPanel panel, string address, Func<Exception, string> record)
{
    private object? _model;

    public IContactPanel Panel => panel;

    public string Address => address;

    /// <summary>What the log calls the fault; null when there is none.</summary>
    public string? Reference { get; private set; }

    public async Task ReadAsync(PanelContext context, CancellationToken cancellationToken)
    {
        try
        {
            _model = await panel.ReadAsync(context, cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            Reference = record(fault);
        }
    }

    /// <summary>The drawn view; null with a <see cref="Reference"/>.</summary>
    public async Task<IHtmlContent?> DrawAsync(IHtmlHelper html)
    {
        if (Reference is not null)
        {
            return null;
        }

        try
        {
            return await html.PartialAsync(panel.View, _model);
        }
        catch (Exception fault) when (!html.ViewContext.HttpContext.RequestAborted.IsCancellationRequested)
        {
            Reference = record(fault);
            return null;
        }
    }
}
