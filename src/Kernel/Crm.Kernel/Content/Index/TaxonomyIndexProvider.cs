using Crm.Kernel.Content.Fields;
using Crm.Kernel.Data;

namespace Crm.Kernel.Content.Index;

/// <summary>The rows of <see cref="TaxonomyIndex"/>: every term in every taxonomy field of a current version.</summary>
internal sealed class TaxonomyIndexProvider : IndexProvider<ContentItem>
{
    public override void Describe(DescribeContext<ContentItem> context) => context.For<TaxonomyIndex>()
        .When(item => item.Latest || item.Published)
        .Map(item => item.FieldsWith<TaxonomyField>(nameof(TaxonomyField.TermContentItemIds)).SelectMany(found => found.Field.TermContentItemIds.Select(term => new TaxonomyIndex
        {
            TaxonomyContentItemId = found.Field.TaxonomyContentItemId ?? "",
            ContentItemId = item.ContentItemId,
            ContentType = item.ContentType,
            ContentPart = found.Part,
            ContentField = found.Name,
            TermContentItemId = term,
            Published = item.Published,
            Latest = item.Latest,
        })));
}
