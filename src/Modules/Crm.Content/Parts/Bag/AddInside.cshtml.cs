using System.Text.RegularExpressions;
using Crm.Content.Items;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Display;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Content.Parts;

/// <summary>An empty item for a bag's editor, fetched when somebody adds one. Nothing is stored.</summary>
[Right("AccessAdminPanel")]
public sealed partial class AddInside(IContentDefinitionManager definitions, ContentItemDisplay display, IServiceProvider services) : ItemEditPage
{
    /// <summary>The item's editor.</summary>
    public BagItemEdit Edit { get; private set; } = null!;

    /// <summary>Answers it.</summary>
    public async Task<IActionResult> OnGetAsync(string owner, string part, string type, string prefix)
    {
        if (await definitions.GetLayoutAsync(owner) is not { } layout || layout.Part(part) is not { PartName: nameof(BagPart) } bag || !Prefix().IsMatch(prefix ?? ""))
        {
            return NotFound();
        }

        var rights = services.GetRequiredService<ItemRights>();
        var sight = await rights.SightAsync(User);
        var bags = services.GetServices<IContentPartDisplayDriver>().OfType<BagPartDisplayDriver>().Single();
        if (await bags.EmptyAsync(bag, type, prefix!, (item, inner, isNew, posted) => display.BuildEditorAsync(item, this, isNew, posted, path => sight.CanSee(item.ContentType, path), inner)) is not { } edit)
        {
            return NotFound();
        }

        Edit = edit;
        return Page();
    }

    [GeneratedRegex(@"^[A-Za-z0-9_.]{1,600}\z")]
    private static partial Regex Prefix();
}
