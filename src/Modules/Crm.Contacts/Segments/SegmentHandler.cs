using Crm.Contacts.Segments.Conditions;
using Crm.Kernel.Content;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Segments;

/// <summary>Whoever writes a segment (page, recipe, API), its condition is checked: unknown rules and bad operands are refused with their place.</summary>
// The rules are asked for late: some read content, and the manager of content is the one that calls.
internal sealed class SegmentHandler(IServiceProvider services, ConditionJson json) : ContentHandlerBase
{
    public override async Task ValidatingAsync(ContentItem item, ContentValidateResult result)
    {
        if (item.ContentType != Segments.ContentType || item.As<SegmentPart>()?.Condition is not { } condition)
        {
            return;
        }

        var faults = new List<ConditionFault>();
        if (json.Read(condition, faults) is { } tree)
        {
            faults.AddRange((await services.GetRequiredService<RuleBooks>().UnrestrictedAsync(CancellationToken.None)).Check(tree));
        }

        foreach (var fault in faults)
        {
            result.Fail($"{nameof(SegmentPart)}.{nameof(SegmentPart.Condition)}{SegmentsStep.Dotted(fault.Path)}", fault.Sentence);
        }
    }
}
