using Crm.Kernel.Content;
using Crm.Kernel.Content.Parts;
using Fluid;
using Fluid.Values;

namespace Crm.Kernel.Liquid.Objects;

/// <summary>
/// <c>Content.ContentItemId["4…"]</c>, <c>Content.Latest["4…"]</c>, <c>Content.ContentItemVersionId["4…"]</c>, <c>Content.Alias["x"]</c>, <c>Content.Slug["a/b"]</c>; by handle
/// <c>Content["alias:x"]</c>, <c>Content["slug:a/b"]</c>, <c>Content["contentitemid:4…"]</c>.
/// </summary>
internal sealed class ContentObject(IContentManager contents, ItemLookup lookup) : ILiquidObject
{
    public async ValueTask<FluidValue?> GetAsync(string member, LiquidContext context) => member switch
    {
        "ContentItemId" => new Items(id => contents.GetAsync(id), "Content.ContentItemId"),
        "Latest" => new Items(id => contents.GetAsync(id, VersionOptions.Latest), "Content.Latest"),
        "ContentItemVersionId" => new Items(contents.GetVersionAsync, "Content.ContentItemVersionId"),
        "Alias" => new Items(lookup.ByAliasAsync, "Content.Alias"),
        "Slug" => new Items(lookup.ByPathAsync, "Content.Slug"),
        _ when member.StartsWith("alias:", StringComparison.OrdinalIgnoreCase) => FluidValue.Create(await lookup.ByAliasAsync(member["alias:".Length..]), context.Options),
        _ when member.StartsWith("slug:", StringComparison.OrdinalIgnoreCase) => FluidValue.Create(await lookup.ByPathAsync(member["slug:".Length..]), context.Options),
        _ when member.StartsWith("contentitemid:", StringComparison.OrdinalIgnoreCase)
            => FluidValue.Create(await contents.GetAsync(member["contentitemid:".Length..]), context.Options),
        _ => null,
    };

    private sealed class Items(Func<string, Task<ContentItem?>> find, string name) : ObjectValueBase(name)
    {
        public override async ValueTask<FluidValue> GetValueAsync(string id, TemplateContext context) => FluidValue.Create(await find(id), context.Options);

        public override ValueTask<FluidValue> GetIndexAsync(FluidValue index, TemplateContext context) => GetValueAsync(index.ToStringValue(), context);
    }
}
