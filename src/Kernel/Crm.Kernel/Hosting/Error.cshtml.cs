using Crm.Kernel.Display.Themes;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Hosting;

/// <summary>The page of an error, in the dress of the tenant's theme.</summary>
[Open("Everybody may be told that something went wrong")]
public sealed class ErrorModel(IServiceProvider services) : PageModel
{
    private readonly IStringLocalizer? _text = services.GetService<IStringLocalizer<ErrorModel>>();

    /// <summary>What is shown.</summary>
    public ErrorShown Shown { get; private set; } = new(404);

    /// <summary>What happened, in the reader's language.</summary>
    public string Sentence { get; private set; } = "";

    /// <summary>The word before the reference.</summary>
    public string ReferenceCaption { get; private set; } = "";

    /// <summary>The words on the way out.</summary>
    public string HomeCaption { get; private set; } = "";

    /// <summary>Where the way out leads: from a page of the administration back into it.</summary>
    public string WayOut { get; private set; } = "";

    /// <summary>Shows the error of this request; an address typed by hand shows the bare status.</summary>
    public void OnGet(int status)
    {
        Shown = HttpContext.Features.Get<ErrorShown>() ?? new ErrorShown(status);
        Response.StatusCode = Shown.Status;
        Sentence = HttpContext.Items[nameof(Refusal)] as string ?? Localised(ErrorPages.SentenceOf(Shown.Status));
        var isAdmin = CurrentTheme.AskedPath(HttpContext).StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase);
        (HomeCaption, WayOut) = isAdmin ? (Localised("Back to Today"), Url.Content("~/admin")) : (Localised("To the home page"), Url.Content("~/"));
        ReferenceCaption = Localised("Tell the people who run this site this reference:");
    }

    private string Localised(string text) => _text?[text] ?? text;
}
