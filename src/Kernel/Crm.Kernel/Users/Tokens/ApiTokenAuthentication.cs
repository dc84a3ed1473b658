using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Kernel.Users;

/// <summary>The scheme "Api": <c>Authorization: Bearer crm_…</c>.</summary>
internal sealed class ApiTokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, ApiTokens tokens, Accounts accounts, Presence presence)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Api";
    private const string Prefix = "Bearer ";

    public static bool IsAsked(Microsoft.AspNetCore.Http.HttpRequest request)
        => request.Headers.Authorization.ToString().StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsAsked(Request))
        {
            return AuthenticateResult.NoResult();
        }

        var token = await tokens.FindAsync(Request.Headers.Authorization.ToString()[Prefix.Length..].Trim());
        if (token is null || await accounts.GetAsync(token.UserId) is not { IsEnabled: true } standing)
        {
            return AuthenticateResult.Fail("The API token is unknown, expired or taken back.");
        }

        presence.Note(Context, token.TokenId);
        var claims = token.Scopes.Select(scope => new Claim(UserClaims.Scope, scope)).Append(new Claim(UserClaims.Token, token.TokenId));
        return AuthenticateResult.Success(new AuthenticationTicket(standing.Principal(Scheme.Name, claims), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = 401;
        Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }
}
