using Crm.Kernel.Display.Today;
using Crm.Kernel.Navigation;
using Crm.Kernel.Security;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Admin.Today;

/// <summary>The home page of the administration.</summary>
[Right("AccessAdminPanel")]
public sealed class TodayModel(IEnumerable<ITodayCard> cards, Rights rights) : PageModel
{
    /// <summary>The cards that have something to show.</summary>
    public List<(ITodayCard Card, object Model)> Cards { get; } = [];

    /// <summary>The name of the person.</summary>
    public string Person => User.UserShownName() ?? "";

    /// <summary>Reads the cards.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        foreach (var card in cards.OrderBy(card => card.Position, DottedPosition.Comparer))
        {
            if ((card.Permission is null || await rights.HoldsAsync(User, card.Permission)) && await card.ReadAsync(cancellationToken) is { } model)
            {
                Cards.Add((card, model));
            }
        }
    }
}
