using Crm.Kernel.Navigation;

namespace Crm.Kernel.Tests.Navigation;

public class DottedPositionTests
{
    [Fact]
    public void Positions_sort_as_dotted_numbers()
        => Assert.Equal(["before", "1", "2", "2.1", "2.10", "10", "after"], new[] { "10", "2.10", "after", "2", "before", "2.1", "1" }.Order(DottedPosition.Comparer));
}
