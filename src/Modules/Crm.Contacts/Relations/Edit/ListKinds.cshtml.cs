using Crm.Contacts.Lists;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Localization;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Relations.Edit;

/// <summary>The kinds of relation. One that is taken out of use keeps its name for the relations there are, and can be brought back.</summary>
[Right(RelationPermissions.Manage)]
internal sealed class ListKinds(RelationKinds kinds, Relatives relatives, ContactSights sights, IStringLocalizer<ListKinds> s) : PageModel
{
    public IReadOnlyList<RelationKind> Offered { get; private set; } = [];

    public IReadOnlyList<RelationKind> Retired { get; private set; } = [];

    /// <summary>How many relations of each kind the reader sees.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; private set; } = new Dictionary<string, int>();

    public RelationKinds Names => kinds;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var all = await kinds.ListAsync();
        (Offered, Retired) = ([.. all.Where(kind => !kind.IsRetired)], [.. all.Where(kind => kind.IsRetired)]);
        Counts = await CountAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostRetireAsync(string key, CancellationToken cancellationToken)
    {
        if (await FindAsync(key) is not { } kind)
        {
            return NotFound();
        }

        var (name, count) = (kinds.NameOf(kind), (await CountAsync(cancellationToken)).GetValueOrDefault(key));
        await kinds.ChangeAsync(all => all.Find(one => one.Key == key)!.IsRetired = true);
        this.Toast(count == 0 ? s["“{0}” is no longer offered.", name] : s.Plural(count, "“{1}” is no longer offered; the 1 relation of this kind stays.", "“{1}” is no longer offered; the {0:N0} relations of this kind stay.", name),
            undo: $"~/admin/relation-kinds?handler=Restore&key={key}");
        return Redirect(Url.Content("~/admin/relation-kinds"));
    }

    public async Task<IActionResult> OnPostRestoreAsync(string key)
    {
        if (await FindAsync(key) is not { } kind)
        {
            return NotFound();
        }

        await kinds.ChangeAsync(all => all.Find(one => one.Key == key)!.IsRetired = false);
        this.Toast(s["“{0}” is offered again.", kinds.NameOf(kind)]);
        return Redirect(Url.Content("~/admin/relation-kinds"));
    }

    private async Task<RelationKind?> FindAsync(string key) => (await kinds.ListAsync()).FirstOrDefault(kind => kind.Key == key);

    private async Task<IReadOnlyDictionary<string, int>> CountAsync(CancellationToken cancellationToken) => await relatives.CountAsync(await sights.ForAsync(User, ContactTypes.Person), cancellationToken);
}
