using Crm.Kernel.Settings;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using QRCoder;

namespace Crm.Users.Profile;

/// <summary>The QR code that an authenticator app scans; only for its owner, and only until the factor is on.</summary>
internal static class AuthenticatorPicture
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/admin/profile/authenticator.svg", DrawAsync).RequireSignIn();

    private static async Task<IResult> DrawAsync(HttpContext context, UserManager<User> users, ISiteService site)
    {
        var user = await users.FindByIdAsync(context.User.UserId()!);
        if (user is null || user.TwoFactorEnabled || context.User.IsToken() || await users.GetAuthenticatorKeyAsync(user) is not { } key)
        {
            return Results.NotFound();
        }

        var name = (await site.GetSiteSettingsAsync()).SiteName is { Length: > 0 } shown ? shown : "CRM";
        var address = $"otpauth://totp/{Uri.EscapeDataString(name)}:{Uri.EscapeDataString(user.UserName)}?secret={key}&issuer={Uri.EscapeDataString(name)}&digits=6&period=30";
        using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Text(new SvgQRCode(code).GetGraphic(5), "image/svg+xml");
    }
}
