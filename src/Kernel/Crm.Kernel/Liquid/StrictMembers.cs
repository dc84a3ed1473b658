using System.Collections;
using System.Text.Json.Nodes;
using Fluid;

namespace Crm.Kernel.Liquid;

/// <summary>Gives registered members only, and notes the others, so that a strict rendering can name them. Members of JSON are whatever the data have.</summary>
internal sealed class StrictMembers : DefaultMemberAccessStrategy
{
    public override IMemberAccessor GetAccessor(Type type, string name)
        => base.GetAccessor(type, name) ?? (typeof(JsonNode).IsAssignableFrom(type) || typeof(IDictionary).IsAssignableFrom(type) ? null! : new Missing());

    private sealed class Missing : IMemberAccessor
    {
        public object? Get(object obj, string name, TemplateContext context)
        {
            (context as LiquidContext)?.Unknown.Add($"{obj.GetType().Name}.{name}");
            return null;
        }
    }
}
