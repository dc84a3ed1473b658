using System.Security.Claims;
using Crm.Messaging.Ledger;
using Crm.Messaging.Templates;
using Crm.Messaging.Templates.Render;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Write;

/// <summary>The words of a template for a letter that somebody then writes on; scoped.</summary>
internal sealed class TakeTemplate(MailTemplates templates, TemplateLetters letters, Recipients recipients, IStringLocalizer<TakeTemplate> s)
{
    /// <summary>Those there are.</summary>
    public async Task<IReadOnlyList<SelectListItem>> ListAsync(string? chosen, CancellationToken cancellationToken)
        => [.. (await templates.ListAsync(isTrash: false, cancellationToken)).Where(one => !one.IsLayout).Select(one => new SelectListItem(one.Title, one.Name, one.Name == chosen))];

    /// <summary>What it says to that person, as the writer may see them, or why it says nothing; null when there is no such template or person.</summary>
    public async Task<(RenderedMail? Mail, string? Fault)?> TakeAsync(ClaimsPrincipal user, string personId, string template, CancellationToken cancellationToken)
    {
        if (await templates.FreezeAsync(template, cancellationToken) is not { } frozen || await recipients.FindAsync(user, personId) is not { } person)
        {
            return null;
        }

        // Without the layout: what somebody writes to somebody has no letterhead.
        var bare = frozen.Mail with { Variants = [.. frozen.Mail.Variants.Select(variant => variant with { Frame = null, TextFrame = null })] };
        var letter = await letters.TryAsync(bare, person, "", user);
        return (letter.Mail, letter.Hole is { } hole ? s["The template has nothing to say to them for {0} ({1}, line {2}, column {3}).", hole.Says, hole.Part, hole.Line, hole.Column].Value : null);
    }
}
