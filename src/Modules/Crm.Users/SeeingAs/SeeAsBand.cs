using Crm.Kernel.Users;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;
using System.Text.Encodings.Web;

namespace Crm.Users.SeeingAs;

/// <summary>The band at the top of every page while somebody looks through a role's eyes, with the way out.</summary>
internal sealed class SeeAsBand(IHttpContextAccessor http, IAntiforgery antiforgery, IStringLocalizer<SeeAsBand> text) : TagHelperComponent
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (http.HttpContext is not { } current || current.User.SeesAsRole() is not { } role || !string.Equals(context.TagName, "body", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var html = HtmlEncoder.Default;
        var token = antiforgery.GetAndStoreTokens(current).RequestToken;
        output.PreContent.AppendHtml(
            $"""<div class="see-as-band alert alert-warning mb-0 d-flex gap-3 align-items-center justify-content-center" role="status"><span>{html.Encode(text["You see what the role {0} sees. Nothing can be changed.", role])}</span>"""
            + $"""<form method="post" action="{html.Encode(current.Request.PathBase + "/admin/see-as/leave")}"><input type="hidden" name="__RequestVerificationToken" value="{html.Encode(token ?? "")}"><button class="btn btn-sm">{html.Encode(text["Leave this view"])}</button></form></div>""");
    }
}
