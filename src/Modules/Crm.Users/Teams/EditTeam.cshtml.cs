using Crm.Kernel.Content;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Crm.Kernel.Users;
using Crm.Users.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Users.Teams;

/// <summary>One team, or a new one.</summary>
[Right(UserPermissions.ManageTeams)]
public sealed class EditTeamModel(Kernel.Users.Teams teams, UserNames names, ISiteService site, IStringLocalizer<EditTeamModel> text) : PageModel
{
    /// <summary>Name.</summary>
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>User id of the lead.</summary>
    [BindProperty]
    public string? LeadId { get; set; }

    /// <summary>User ids.</summary>
    [BindProperty]
    public List<string> MemberIds { get; set; } = [];

    /// <summary>Languages.</summary>
    [BindProperty]
    public List<string> Languages { get; set; } = [];

    /// <summary>Accounts to choose from.</summary>
    public IReadOnlyList<SelectListItem> People { get; private set; } = [];

    /// <summary>Languages to choose from.</summary>
    public IReadOnlyList<SelectListItem> LanguageChoices { get; private set; } = [];

    /// <summary>Whether it is a new one.</summary>
    public bool IsNew { get; private set; }

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(string id)
    {
        await LoadAsync(id);
        if (IsNew)
        {
            return Page();
        }

        if (await teams.FindAsync(id) is not { } team)
        {
            return NotFound();
        }

        (Name, LeadId, MemberIds, Languages) = (team.Name, team.LeadId, [.. team.MemberIds], [.. team.Languages]);
        return Page();
    }

    /// <summary>Stores it.</summary>
    public async Task<IActionResult> OnPostAsync(string id)
    {
        await LoadAsync(id);
        if (!IsNew && await teams.FindAsync(id) is null)
        {
            return NotFound();
        }

        if (string.IsNullOrWhiteSpace(Name) || Name.Length > 100)
        {
            ModelState.AddModelError(nameof(Name), text["A team needs a name of 100 characters at most."]);
            return Page();
        }

        var known = People.Select(person => person.Value).ToHashSet();
        await teams.StoreAsync(new Team
        {
            TeamId = IsNew ? ContentId.New() : id, Name = Name.Trim(), LeadId = LeadId is { } lead && known.Contains(lead) ? lead : null,
            MemberIds = [.. MemberIds.Where(known.Contains).Distinct()], Languages = [.. Languages],
        });
        this.Toast(text["The team {0} is saved.", Name]);
        return RedirectToPage("/Crm.Users/Teams/ListTeams");
    }

    /// <summary>Removes it.</summary>
    public async Task<IActionResult> OnPostDeleteAsync(string id)
    {
        if (await teams.FindAsync(id) is not { } team)
        {
            return NotFound();
        }

        await teams.RemoveAsync(id);
        this.Toast(text["The team {0} is removed.", team.Name]);
        return RedirectToPage("/Crm.Users/Teams/ListTeams");
    }

    private async Task LoadAsync(string id)
    {
        IsNew = id == "new";
        People = [.. (await names.ChoicesAsync()).Select(user => new SelectListItem(user.ShownName(), user.UserId))];
        LanguageChoices = LanguageList.Of(await site.GetSiteSettingsAsync());
    }
}
