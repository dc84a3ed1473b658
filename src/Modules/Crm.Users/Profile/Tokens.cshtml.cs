using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Users.Profile;

/// <summary>One's own API tokens.</summary>
[Right(UserPermissions.CreateApiTokens)]
public sealed class TokensModel(ApiTokens tokens, UserSessions sessions, PermissionCatalog catalog, Rights rights, TimeProvider time, IStringLocalizer<TokensModel> text) : PageModel
{
    /// <summary>What the token is for.</summary>
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>Days until it ends; 0 for no end.</summary>
    [BindProperty]
    public int Days { get; set; } = 90;

    /// <summary>The rights it is limited to; none for all of one's own.</summary>
    [BindProperty]
    public List<string> Scopes { get; set; } = [];

    /// <summary>The tokens.</summary>
    public IReadOnlyList<ApiToken> Tokens { get; private set; } = [];

    /// <summary>When each was last used.</summary>
    public IReadOnlyDictionary<string, DateTime> Used { get; private set; } = new Dictionary<string, DateTime>();

    /// <summary>The rights one holds, to limit a token to.</summary>
    public IReadOnlyList<Permission> Held { get; private set; } = [];

    /// <summary>The token just made; shown once.</summary>
    public string? Made { get; private set; }

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync()
    {
        Tokens = await tokens.ListAsync(User.UserId()!);
        Used = await sessions.SeenAsync([.. Tokens.Select(token => token.TokenId)]);
        var held = new List<Permission>();
        foreach (var permission in await catalog.ListAsync())
        {
            if (await rights.HoldsAsync(User, permission, null))
            {
                held.Add(permission);
            }
        }

        Held = held;
    }

    /// <summary>Makes one.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await OnGetAsync();
        if (string.IsNullOrWhiteSpace(Name))
        {
            ModelState.AddModelError(nameof(Name), text["Say what the token is for, so that you know later which one to take back."]);
        }

        if (Days is < 0 or > 3650)
        {
            ModelState.AddModelError(nameof(Days), text["Between 0 (no end) and 3650 days."]);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var scopes = Scopes.Intersect(Held.Select(permission => permission.Name));
        var end = Days == 0 ? (DateTime?)null : time.GetUtcNow().UtcDateTime.AddDays(Days);
        var (token, made) = await tokens.CreateAsync(User.UserId()!, Name!.Trim(), scopes, end);
        Made = made;
        Tokens = [token, .. Tokens];
        return Page();
    }

    /// <summary>Takes one back.</summary>
    public async Task<IActionResult> OnPostRevokeAsync(string id)
    {
        if (!await tokens.RevokeAsync(User.UserId()!, id))
        {
            return NotFound();
        }

        this.Toast(text["The token is taken back and no longer opens anything."]);
        return RedirectToPage();
    }
}
