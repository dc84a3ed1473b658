using System.Security.Claims;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Security;
using Fluid;
using Fluid.Values;
using Microsoft.AspNetCore.Http;

namespace Crm.Kernel.Liquid.Objects;

/// <summary>
/// <c>Content.ContentItemId["4…"]</c>, <c>Content.Latest["4…"]</c>, <c>Content.ContentItemVersionId["4…"]</c>, <c>Content.Alias["x"]</c>, <c>Content.Slug["a/b"]</c>; by handle
/// <c>Content["alias:x"]</c>, <c>Content["slug:a/b"]</c>, <c>Content["contentitemid:4…"]</c>: the item as the reader of the page may see it, nothing when
/// he may not. Outside a request (a job, a mail) nobody reads: what is given there is what an anonymous visitor sees; the item a mail is about is its <c>Model</c>.
/// </summary>
internal sealed class ContentObject(IContentManager contents, ItemLookup lookup, Rights rights, Visible visible, IHttpContextAccessor http) : ILiquidObject
{
    public async ValueTask<FluidValue?> GetAsync(string member, LiquidContext context) => member switch
    {
        "ContentItemId" => new Items(id => SeenAsync(contents.GetAsync(id)), "Content.ContentItemId"),
        "Latest" => new Items(id => SeenAsync(contents.GetAsync(id, VersionOptions.Latest)), "Content.Latest"),
        "ContentItemVersionId" => new Items(id => SeenAsync(contents.GetVersionAsync(id)), "Content.ContentItemVersionId"),
        "Alias" => new Items(alias => SeenAsync(lookup.ByAliasAsync(alias)), "Content.Alias"),
        "Slug" => new Items(AtAsync, "Content.Slug"),
        _ when member.StartsWith("alias:", StringComparison.OrdinalIgnoreCase)
            => FluidValue.Create(await SeenAsync(lookup.ByAliasAsync(member["alias:".Length..])), context.Options),
        _ when member.StartsWith("slug:", StringComparison.OrdinalIgnoreCase) => FluidValue.Create(await AtAsync(member["slug:".Length..]), context.Options),
        _ when member.StartsWith("contentitemid:", StringComparison.OrdinalIgnoreCase)
            => FluidValue.Create(await SeenAsync(contents.GetAsync(member["contentitemid:".Length..])), context.Options),
        _ => null,
    };

    // An item inside an item is seen by who may see its container.
    private async Task<ContentItem?> AtAsync(string path)
        => await lookup.AddressAsync(path) is { } address && await SeenAsync(contents.GetAsync(address.Item)) is { } item
            ? address.Inner is null ? item : ItemsInside.Find(item, address.Inner) : null;

    private async Task<ContentItem?> SeenAsync(Task<ContentItem?> finding)
    {
        var reader = http.HttpContext?.User ?? new ClaimsPrincipal();
        return await finding is { } item && await rights.HoldsAsync(reader, item.Published ? CommonPermissions.ViewContent : CommonPermissions.EditContent, item)
            ? (await visible.ForAsync(reader)).Show(item)
            : null;
    }

    private sealed class Items(Func<string, Task<ContentItem?>> find, string name) : ObjectValueBase(name)
    {
        public override async ValueTask<FluidValue> GetValueAsync(string id, TemplateContext context) => FluidValue.Create(await find(id), context.Options);

        public override ValueTask<FluidValue> GetIndexAsync(FluidValue index, TemplateContext context) => GetValueAsync(index.ToStringValue(), context);
    }
}
