import Foundation
import Listing
import Papers
import Testing

@Suite struct `The real list` {
  private static let corpus = "../shared/corpus/dev/curated-list-2025-05-31.md"
  private static var hasCorpus: Bool {
    FileManager.default.fileExists(atPath: checkout.appendingPathComponent(corpus).path)
  }

  @Test func `that is shipped is read whole`() throws {
    let document = ListDocument(markdown: try text("lists/README.md"))
    let face = "https://huggingface.co"
    let git = "https://github.com"
    let expected = """
      2501.12599 = https://arxiv.org/pdf/2501.12599
        at MoonshotAI
        Project: \(git)/MoonshotAI/Kimi-k1.5
        in Papers
      2412.18319 = https://arxiv.org/pdf/2412.18319
        at THU
        Model: \(face)/HuanjinYao/Mulberry_llava_8b
        Code: \(git)/HJYao00/Mulberry
        in Papers
      2501.13926 = https://arxiv.org/pdf/2501.13926
        at CUHK
        Project: \(git)/ZiyuGuo99/Image-Generation-CoT
        Model: \(face)/ZiyuG/Image-Generation-CoT
        Code: \(git)/ZiyuGuo99/Image-Generation-CoT
        in Papers
      2501.06186 = https://arxiv.org/pdf/2501.06186
        at MBZUAI
        Project: https://mbzuai-oryx.github.io/LlamaV-o1/
        Model: \(face)/omkarthawakar/LlamaV-o1
        Code: \(git)/mbzuai-oryx/LlamaV-o1
        in Papers
      2411.10442 = https://arxiv.org/abs/2411.10442
        at Shanghai AI Laboratory
        Project: https://internvl.github.io/blog/2024-11-14-InternVL-2.0-MPO/
        Model: \(face)/OpenGVLab/InternVL2-8B-MPO
        Code: \(git)/OpenGVLab/InternVL/tree/main/internvl_chat/shell/internvl2.0_mpo
        in Papers
      2411.10440 = https://arxiv.org/abs/2411.10440v4
        at PKU
        Project: \(git)/PKU-YuanGroup/LLaVA-CoT
        Model: \(face)/Xkev/Llama-3.2V-11B-cot
        Demo: \(face)/spaces/Xkev/Llama-3.2V-11B-cot
        Code: \(git)/PKU-YuanGroup/LLaVA-CoT
        in Papers
      \(git)/EvolvingLMMs-Lab/open-r1-multimodal = \(git)/EvolvingLMMs-Lab/open-r1-multimodal
        Model: \(face)/lmms-lab/Qwen2-VL-2B-GRPO-8k
        Dataset: \(face)/datasets/lmms-lab/multimodal-open-r1-8k-verified
        in Open-Source Projects
      \(git)/TideDra/lmm-r1 = \(git)/TideDra/lmm-r1
        Code: \(git)/TideDra/lmm-r1
        in Open-Source Projects
      \(git)/Deep-Agent/R1-V = \(git)/Deep-Agent/R1-V
        Blog: https://deepagent.notion.site/rlvr-in-vlms
        Datasets: \(face)/collections/MMInstruction/r1-v-67aae24fa56af9d2e2755f82
        in Open-Source Projects
      \(git)/om-ai-lab/VLM-R1 = \(git)/om-ai-lab/VLM-R1
        Model: \(face)/omlab/Qwen2.5VL-3B-VLM-R1-REC-500steps
        Dataset: \(face)/datasets/omlab/VLM-R1
        Demo: \(face)/spaces/omlab/VLM-R1-Referral-Expression
        in Open-Source Projects
      \(git)/yuyq96/R1-Vision = \(git)/yuyq96/R1-Vision
        Cold-Start Datasets: \(face)/collections/yuyq96/r1-vision-67a6fb7898423dca453efa83
        in Open-Source Projects
      \(git)/Wang-Xiaodong1899/Open-R1-Video = \(git)/Wang-Xiaodong1899/Open-R1-Video
        Models: \(face)/Xiaodong/Open-R1-Video-7B
        Datasets: \(face)/datasets/Xiaodong/open-r1-video-4k
        in Open-Source Projects
      """
    // Without the lines that begin an entry: line number, label, name and title.
    let found = described(document).split(separator: "\n").filter { $0.hasPrefix("  ") }.map { line in
      line.contains(" = ") ? String(line.dropFirst(2)) : String(line)
    }
    #expect(found.joined(separator: "\n") == expected)
    #expect(document.unreadable.isEmpty)
  }

  @Test func `that is shipped has labels and names for papers, and titles for all`() throws {
    let entries = ListDocument(markdown: try text("lists/README.md")).entries
    #expect(
      entries.map { $0.label?.yymm ?? "-" } == ["2501", "2501", "2501", "2501", "2411", "2411"]
        + Array(repeating: "-", count: 6)
    )
    #expect(
      entries.prefix(6).map(\.name) == [
        "Kimi k1.5", "Mulberry", "Text-to-image COT", "LlamaV-o1", "InternVL2.5-MPO", "LLaVA-CoT",
      ]
    )
    #expect(
      entries.suffix(6).map(\.title) == [
        "Multimodal Open R1", "lmm-r1", "R1-V", "VLM-R1", "R1-Vision", "Open R1 Video",
      ]
    )
    // The fifth title is broken over two lines.
    #expect(entries[4].title.hasPrefix("InternVL2.5-MPO: Enhancing the Reasoning Ability of Multimodal "))
    #expect(entries[4].title.hasSuffix(" via Mixed Preference Optimization"))
  }

  @Test(.enabled(if: hasCorpus, "needs shared/corpus beside the checkout"))
  func `of a later day gives as many entries as it has bullets`() throws {
    let markdown = try text(Self.corpus)
    let document = ListDocument(markdown: markdown)
    let bullets = markdown.split(whereSeparator: \.isNewline).filter {
      $0.hasPrefix("* [") && $0.contains("](http")
    }
    let labelled = try Regex(#"^\* \[\d{4}\]"#)
    let papers = bullets.filter { $0.contains(labelled) }
    #expect(papers.count == 109)
    #expect(document.entries.filter { $0.label != nil }.count == papers.count)
    #expect(document.entries.filter { $0.label == nil }.count == bullets.count - papers.count)
    #expect(document.unreadable.isEmpty)
    #expect(document.entries.allSatisfy { !$0.title.isEmpty && !$0.section.isEmpty })
  }
}
