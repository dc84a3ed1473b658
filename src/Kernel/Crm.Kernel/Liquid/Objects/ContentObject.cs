using Crm.Kernel.Content;
using Fluid;
using Fluid.Values;

namespace Crm.Kernel.Liquid.Objects;

/// <summary><c>Content.ContentItemId["4…"]</c>, <c>Content.Latest["4…"]</c>, <c>Content.ContentItemVersionId["4…"]</c>.</summary>
internal sealed class ContentObject(IContentManager contents) : ILiquidObject
{
    public async ValueTask<FluidValue?> GetAsync(string member, LiquidContext context) => member switch
    {
        "ContentItemId" => new Items(id => contents.GetAsync(id), "Content.ContentItemId"),
        "Latest" => new Items(id => contents.GetAsync(id, VersionOptions.Latest), "Content.Latest"),
        "ContentItemVersionId" => new Items(contents.GetVersionAsync, "Content.ContentItemVersionId"),
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
