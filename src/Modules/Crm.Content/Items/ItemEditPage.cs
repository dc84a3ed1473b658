using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Display;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Content.Items;

/// <summary>A page that edits an item: binds what drivers ask for and puts faults beside their inputs.</summary>
public abstract class ItemEditPage : PageModel, IUpdateModel
{
    /// <summary>As many inputs as a form may send: a bag of hundreds of items has thousands.</summary>
    protected const int MostInputs = 50_000;

    /// <summary>The type.</summary>
    public ContentTypeLayout Type { get; protected set; } = null!;

    /// <summary>The item as shown.</summary>
    public ContentItem Item { get; protected set; } = null!;

    /// <summary>The editor.</summary>
    public IReadOnlyList<PlacedShape> Editor { get; protected set; } = [];

    /// <summary>The user may publish it, or save it where the type has no drafts.</summary>
    public bool MayPublish { get; protected set; }

    /// <summary>Whether the reader sees the field at that path.</summary>
    public Func<string, bool> Sees { get; protected set; } = _ => true;

    /// <summary>What the reader calls the item.</summary>
    public string Name => Sees(nameof(ContentItem.DisplayText)) && Item.DisplayText is { Length: > 0 } name ? name : Type.DisplayName;

    ModelStateDictionary IUpdateModel.ModelState => ModelState;

    async Task<bool> IUpdateModel.TryUpdateModelAsync<TModel>(TModel model, string prefix)
    {
        await base.TryUpdateModelAsync(model, prefix);

        // Values are text; what binding itself finds wrong is said by the item's own rules.
        return true;
    }

    /// <summary>Puts each fault at the first input below its path; those without one go above the form.</summary>
    protected void Show(ContentValidateResult result)
    {
        foreach (var fault in result.Errors)
        {
            var path = InputPath(fault.Path);
            var key = ModelState.Keys.FirstOrDefault(key => key == path) ?? ModelState.Keys.FirstOrDefault(key => key.StartsWith(path + ".", StringComparison.Ordinal));
            ModelState.AddModelError(key ?? "", fault.Message);
        }
    }

    // Inputs of an item inside lie below its id, wherever it stands: Bag.ContentItems[0].Title is asked for as Bag.4abc….Title.
    private string InputPath(string path)
    {
        var (node, inputs) = ((JsonNode?)Item.Data, new List<string>());
        foreach (var piece in path.Split('.'))
        {
            if (piece.StartsWith("ContentItems[", StringComparison.Ordinal) && int.TryParse(piece["ContentItems[".Length..^1], out var index)
                && node?["ContentItems"] is JsonArray items && index < items.Count)
            {
                node = items[index];
                inputs.Add(node?["ContentItemId"]?.ToString() ?? piece);
                continue;
            }

            node = node is JsonObject members ? members[piece] : null;
            inputs.Add(piece);
        }

        return string.Join('.', inputs);
    }
}
