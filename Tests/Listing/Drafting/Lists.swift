import Papers
import Testing

@testable import Listing

/// Lists in several house styles, in their own words.
enum Lists {
  static let double = """
    # Awesome Zebras

    ## Stripes 🦓

    * [2505] [Z3] [Z3: Third](https://arxiv.org/abs/2505.00300) [[Project 🌐](https://z3.github.io/)]  [[Code 💻](https://github.com/z/z3)]

    * [2505] [Z2] [Z2: Second](https://arxiv.org/abs/2505.00200) [[Model 🤗](https://huggingface.co/z/z2)]  [[Code 💻](https://github.com/z/z2)]

    * [2503] [Z1] [Z1: First](https://www.arxiv.org/abs/2503.00100v2) [[Code 💻](https://github.com/z/z1)]

    ## Dots

    * [2504] [D1] [D1: Dotted](https://arxiv.org/abs/2504.00100) [[Code 💻](https://github.com/d/d1)]

    ## Nothing yet

    ## Repositories

    ### Stripes

    * [Painter 💻](https://github.com/p/painter) ![stars](https://example.org/badge)

    """

  static let single = """
    # Zebras
    - [2503] [Z1] [Z1: First](https://arxiv.org/pdf/2503.00100) (Steppe University) [Code](https://github.com/z/z1)
    - [2504] [Z2] [Z2: Second](https://arxiv.org/pdf/2504.00200) (Steppe University) [Models](https://huggingface.co/z/z2) [Code](https://github.com/z/z2)
    - [2505] [Z3] [Z3: Third](https://arxiv.org/pdf/2505.00300) (Savanna Lab) [Code](https://github.com/z/z3)
    """

  static let plain = """
    # Zebras

    - [Alpha](https://arxiv.org/abs/2501.00001) - the first of all.
    - [Beta](https://arxiv.org/abs/2301.00002) - another.
    - [Delta](https://arxiv.org/abs/2405.00003) - and one more.
    - [Gamma](https://arxiv.org/abs/2202.00004) - the last.

    """

  static func paper(
    _ id: String = "2505.00250",
    _ title: String = "Fresh-R1: A New Zebra",
    abstract: String = "Code: https://github.com/f/fresh.",
    affiliations: [String] = []
  ) throws -> Paper {
    Paper(
      id: try #require(PaperID(id)),
      title: title,
      abstract: abstract,
      authors: [Author("A B", affiliations: affiliations)]
    )
  }

  static func editor(_ text: String) -> ListEditor { ListEditor(bytes: Array(text.utf8)) }
}
