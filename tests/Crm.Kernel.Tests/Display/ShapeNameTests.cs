using Crm.Kernel.Display;

namespace Crm.Kernel.Tests.Display;

public class ShapeNameTests
{
    [Theory]
    [InlineData("TitlePart", "TitlePart")]
    [InlineData("TitlePart_Edit", "TitlePart_Edit")]
    [InlineData("TitlePart.Edit", "TitlePart_Edit")]
    [InlineData("Content-Deal", "Content__Deal")]
    [InlineData("Content-Deal.Summary", "Content_Summary__Deal")]
    [InlineData("Deal-BagPart-Billing", "Deal__BagPart__Billing")]
    [InlineData("Deal__TitlePart", "Deal__TitlePart")]
    public void A_file_bears_its_shapes_name_or_Orchards_file_name(string file, string shape) => Assert.Equal(shape, ShapeName.FromFile(file));
}
