using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Security;

/// <summary>Why the gate says no.</summary>
internal enum Refusal
{
    SignIn,
    Forbidden,
    ReadOnly,
    NoAntiforgery,
    TooFast,
    TooLarge,
}

/// <summary>Says no: to a person by the sign-in page or the error page of that status, to a program by problem+json.</summary>
internal sealed class Refusals(IStringLocalizer<Refusals> text)
{
    public async Task AnswerAsync(HttpContext context, Refusal refusal)
    {
        var status = refusal switch { Refusal.SignIn => 401, Refusal.NoAntiforgery => 400, Refusal.TooFast => 429, Refusal.TooLarge => 413, _ => 403 };
        context.Response.StatusCode = status;
        if (WantsJson(context.Request))
        {
            if (status == 401)
            {
                context.Response.Headers.WWWAuthenticate = "Bearer";
            }

            await context.Response.WriteAsJsonAsync(new ProblemDetails { Status = status, Title = Sentence(refusal) }, options: null, contentType: "application/problem+json");
        }
        else if (refusal == Refusal.SignIn)
        {
            SendToSignIn(context);
        }
        else
        {
            context.Items[nameof(Refusal)] = Sentence(refusal);
        }
    }

    private static void SendToSignIn(HttpContext context)
    {
        var request = context.Request;
        var back = HttpMethods.IsGet(request.Method) && !request.Headers.ContainsKey("HX-Request") ? request.PathBase + request.Path + request.QueryString : request.PathBase.Value ?? "";
        var login = $"{request.PathBase}/login?returnUrl={Uri.EscapeDataString(back)}";
        if (request.Headers.ContainsKey("HX-Request"))
        {
            context.Response.Headers["HX-Redirect"] = login;
            return;
        }

        context.Response.Redirect(login);
    }

    private static bool WantsJson(HttpRequest request)
        => request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || request.Headers.Authorization.Count > 0
            || (request.Headers.Accept.ToString() is { Length: > 0 } accept && accept.Contains("json", StringComparison.OrdinalIgnoreCase) && !accept.Contains("html", StringComparison.OrdinalIgnoreCase));

    private string Sentence(Refusal refusal) => refusal switch
    {
        Refusal.SignIn => text["Sign in first, or send a valid API token."],
        Refusal.ReadOnly => text["You are looking through a role's eyes: nothing can be changed until you leave that view."],
        Refusal.TooLarge => text["What was sent is too large."],
        Refusal.TooFast => text["Too many requests from your address. Wait a minute and try again."],
        Refusal.NoAntiforgery => text["The form has expired or did not come from this site. Reload the page and try again."],
        _ => text["You do not have the right to do this."],
    };
}
